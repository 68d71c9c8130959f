using System.Collections.Immutable;

namespace Pipeline.Sdk.History;

/// <summary>The whole record of a run, as docs/run-record.md has it. Everything in it is masked.</summary>
internal sealed record RunRecord
{
    public required string Id { get; init; }

    /// <summary>The folder of the record and the logs, absolute.</summary>
    public required string Folder { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The outcome's word; <c>running</c> for a run that goes on or was killed.</summary>
    public required string Outcome { get; init; }

    public string Actor { get; init; } = "";

    public string Machine { get; init; } = "";

    public string? Ci { get; init; }

    public string? Commit { get; init; }

    public bool? IsDirty { get; init; }

    public string? Branch { get; init; }

    public string? RunUrl { get; init; }

    public string Sdk { get; init; } = "";

    public string Runtime { get; init; } = "";

    public string Os { get; init; } = "";

    public string? Environment { get; init; }

    /// <summary>The targets that were asked for.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    /// <summary>The programs that ran, each with its version behind a blank where it is known.</summary>
    public ImmutableArray<string> Tools { get; init; } = [];

    public ImmutableArray<RecordedParameter> Parameters { get; init; } = [];

    public required ImmutableArray<RecordedStep> Steps { get; init; }

    /// <summary>What was asked for, in words: <c>Deploy in staging</c>.</summary>
    public string Title => string.Join(' ', Targets) + (Environment is null ? "" : " in " + Environment);
}
