using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>How outcomes look. A sign stands beside every colour.</summary>
internal static class OutcomeLook
{
    /// <summary>The class that colours it.</summary>
    public static string Class(RecordedStep step) => step switch
    {
        { HasFailed: true } => "bad",
        { Outcome: "failed" or "cancelled" } => "warn",
        { Outcome: "succeeded" } => "good",
        { Outcome: "cached" or "provided" } => "info",
        _ => "quiet",
    };

    /// <summary>The class that colours a try. One that failed and was followed by another is a warning.</summary>
    public static string Class(RecordedStep step, RecordedTry tried) => tried switch
    {
        { Outcome: "succeeded" } => "good",
        _ when tried == step.Tries[^1] => Class(step),
        _ => "warn",
    };

    public static string Mark(RecordedStep step) => Class(step) switch
    {
        "good" => "✓",
        "bad" => "✗",
        "warn" => "!",
        "info" => "↺",
        _ => "–",
    };

    /// <summary>The class that colours the outcome of a run.</summary>
    public static string OfRun(RunRecord run) => run.Outcome switch
    {
        "succeeded" => "good",
        "failed" => "bad",
        _ => "warn",
    };
}
