using System.Globalization;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>Words and figures that every form of a report shares.</summary>
internal static class Words
{
    public static string Outcome(RecordedStep step) => step.Outcome.Length == 0 ? "not ended" : step.IsTolerated ? "failed, tolerated" : step.Outcome;

    /// <summary>How long it took, or what its stored result saved.</summary>
    public static string Duration(RecordedStep step) =>
        step.Outcome == "cached" ? $"saved {Durations.Text(step.Saved)}" : step.StartedAt is null ? "" : Durations.Text(step.Duration);

    /// <summary>Why it is in the plan; for one that failed or was left out also why.</summary>
    public static string Why(RecordedStep step) => step.Outcome is "skipped" or "not run" or "provided" or "cancelled" && step.Reason.Length > 0 ? FirstLine(step.Reason) : step.Why;

    public static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    /// <summary>A share of 0 to 1 as <c>82.4 %</c>. Cut off, so that only all is 100 %.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 1000) / 10:0.0} %");

    /// <summary>A difference with its sign: <c>+1.2 s</c>, <c>−300 ms</c>.</summary>
    public static string Difference(TimeSpan time) => time == TimeSpan.Zero ? "0" : (time < TimeSpan.Zero ? "−" : "+") + Durations.Text(time.Duration());

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>The verdict on a run: <c>Test succeeded in 12.3 s</c>.</summary>
    public static string Verdict(RunRecord run) =>
        run.Outcome == "running" ? $"{run.Title} was still running, or was killed" : $"{run.Title} {(run.Outcome == "refused" ? "was refused" : run.Outcome == "cancelled" ? "was cancelled" : run.Outcome)} after {Durations.Text(run.Duration)}";

    /// <summary>What would shorten a run most, in sentences; empty when nothing would.</summary>
    public static string Shorten(RunReport report)
    {
        var timeline = report.Timeline;
        if (timeline.Savings is not [var most, ..] || report.Run.Duration < TimeSpan.FromSeconds(1))
            return "";

        var text = $"{report.Run.Steps[most.Step].Target} would shorten it most: without it the critical path is {Durations.Text(most.Saves)} shorter.";
        return timeline.Waited < TimeSpan.FromMilliseconds(100)
            ? text
            : text + $" Steps of the path stood ready for {Durations.Text(timeline.Waited)} before they started: for a free processor, or for something that only one step at a time may use.";
    }
}
