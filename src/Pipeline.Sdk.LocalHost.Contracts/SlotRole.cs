namespace Pipeline.Sdk.LocalHost;

/// <summary>What a slot is to its service's traffic.</summary>
public enum SlotRole
{
    /// <summary>Started and probed, receives no traffic.</summary>
    Candidate,

    /// <summary>Receives all new requests.</summary>
    Live,

    /// <summary>Receives a share of the requests beside the live slot, or those of testers.</summary>
    Canary,

    /// <summary>Was live before; its instances stay warm, so that a rollback is a switch.</summary>
    Previous,
}
