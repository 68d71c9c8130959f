namespace Pipeline.Sdk.Migrations;

/// <summary>The phases of a change that running releases must survive.</summary>
public enum MigrationPhase
{
    /// <summary>Adds what the next release needs; the release that runs does not notice.</summary>
    Expand,

    /// <summary>Moves data from the old form to the new one, while both are there. What declares no phase is of this one.</summary>
    Migrate,

    /// <summary>Removes the old form, when no release that needs it runs any more.</summary>
    Contract,
}
