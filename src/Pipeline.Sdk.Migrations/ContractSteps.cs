namespace Pipeline.Sdk.Migrations;

/// <summary>What happens to pending scripts of the contract phase.</summary>
public enum ContractSteps
{
    /// <summary>They are applied like all others.</summary>
    Run,

    /// <summary>They wait: newer scripts of other phases may overtake them.</summary>
    Wait,
}
