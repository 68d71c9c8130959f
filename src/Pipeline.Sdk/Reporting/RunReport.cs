using System.Collections.Immutable;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>All that a report of a run tells, whatever its form.</summary>
internal sealed record RunReport
{
    public required RunRecord Run { get; init; }

    /// <summary>The run of the same targets in the same environment before it, or null.</summary>
    public RunRecord? Previous { get; init; }

    public required RunTimeline Timeline { get; init; }

    /// <summary>What the steps wrote, by their places; a step that wrote nothing has none.</summary>
    public required ImmutableDictionary<int, LogExcerpt> Logs { get; init; }

    /// <summary>The source lines around remarks, by file and line.</summary>
    public required ImmutableDictionary<(string File, int Line), SourceExcerpt> Sources { get; init; }

    public required ImmutableArray<MeasuredCoverage> Coverage { get; init; }

    public required ImmutableArray<ReportedDeployment> Deployments { get; init; }

    /// <summary>The steps that failed and count, in the order of the plan.</summary>
    public IEnumerable<RecordedStep> Failures => Run.Steps.Where(step => step.HasFailed);

    /// <summary>The remarks on sources, errors first.</summary>
    public IEnumerable<(RecordedStep Step, Annotation Remark)> Remarks =>
        Run.Steps.SelectMany(step => step.Annotations, (step, remark) => (step, remark)).OrderBy(found => found.remark.Severity == DiagnosticSeverity.Error ? 0 : 1);
}
