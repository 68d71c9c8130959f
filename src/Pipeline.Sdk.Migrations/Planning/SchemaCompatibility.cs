using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a release may rely on in a database.</summary>
public sealed record SchemaCompatibility
{
    /// <summary>The release that was asked about.</summary>
    public required SemanticVersion Release { get; init; }

    /// <summary>The version of the schema.</summary>
    public required long SchemaVersion { get; init; }

    /// <summary>Whether the release may run on the schema as it is.</summary>
    public required bool MayRun { get; init; }

    /// <summary>Why not, one sentence for each migration that stands against it; empty when it may run.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>Whether the way back to a schema on which the release may run was rehearsed with the scripts as they are, without a loss of data. True when no way is needed.</summary>
    public required bool IsWayBackProven { get; init; }

    /// <summary>The version that <c>MigrateDown</c> would go back to for the release.</summary>
    public required long WayBackTo { get; init; }

    /// <summary>The files of pending contract steps that must wait while the release runs.</summary>
    public required ImmutableArray<string> ContractStepsThatWait { get; init; }
}
