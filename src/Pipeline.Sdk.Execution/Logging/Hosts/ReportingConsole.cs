using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>A console whose CI system is handed a report after the summary.</summary>
/// <param name="inner">Writes the log.</param>
/// <param name="report">Is handed over at the end.</param>
internal sealed class ReportingConsole(IRunConsole inner, IHostReport report) : IRunConsole, IDisposable
{
    public void RunStarted(RunFacts facts) => inner.RunStarted(facts);

    public void StepStarted(PlanStep step) => inner.StepStarted(step);

    public void Line(PlanStep step, string text, LineKind kind) => inner.Line(step, text, kind);

    public void StepFinished(StepResult result) => inner.StepFinished(result);

    public void Problem(string text) => inner.Problem(text);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    public void Summary(RunSummary summary)
    {
        inner.Summary(summary);
        try
        {
            report.Hand(summary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException or OperationCanceledException)
        {
            // The log holds the same; a page without it does not change the outcome.
            inner.Problem($"{report.Name} could not be handed over: {error.Message}");
        }
    }
}
