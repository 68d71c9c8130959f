using System.Collections.Immutable;
using Pipeline.Sdk.Generation.Locking;

namespace Pipeline.Sdk.Generation;

/// <summary>What a generator must know beside the plan.</summary>
internal sealed record GenerationOptions
{
    /// <summary>The names of all workflows that are written in this dialect: Azure Pipelines has one main file.</summary>
    public required ImmutableArray<string> Workflows { get; init; }

    /// <summary>Which commit stands for which action.</summary>
    public ActionLock Lock { get; init; } = ActionLock.Embedded;

    /// <summary>How long the hand-off between jobs is kept. A deployment may wait days for its approval and reads it only then.</summary>
    public int HandOffDays { get; init; } = 7;

    /// <summary>How long the run records are kept.</summary>
    public int RecordDays { get; init; } = 30;

    /// <summary>The folder that holds the runs' records.</summary>
    public string RunRecords { get; init; } = ".pipeline/runs";

    /// <summary>The folder that test targets leave their result files (<c>.trx</c>) in.</summary>
    public string TestResults { get; init; } = ".pipeline/tests";

    /// <summary>The folder that the coverage reports go to.</summary>
    public string Coverage { get; init; } = "artifacts/coverage";

    /// <summary>The folder that results of earlier runs are kept in.</summary>
    public string ResultCache { get; init; } = ".pipeline/cache";

    /// <summary>Whether a workflow is the one that a repository shows first: the one named <c>ci</c>, or else the only one.</summary>
    public bool IsMain(string workflow) =>
        workflow.Equals("ci", StringComparison.OrdinalIgnoreCase) || Workflows is [var only] && only == workflow;
}
