namespace Pipeline.Sdk.Migrations;

/// <summary>What a script is for.</summary>
public enum MigrationKind
{
    /// <summary><c>V0007__name.up.sql</c>, or C#: applied once, in the order of the versions.</summary>
    Versioned,

    /// <summary><c>B0007__name.sql</c>: what a new database gets instead of the versions up to its number.</summary>
    Baseline,

    /// <summary><c>R__name.sql</c>: applied after the versions, again whenever its text has changed.</summary>
    Repeatable,

    /// <summary><c>seed/S__name.sql</c> for every environment, <c>seed/ENVIRONMENT/S__name.sql</c> for one: data, applied last, again when it has changed.</summary>
    Seed,
}
