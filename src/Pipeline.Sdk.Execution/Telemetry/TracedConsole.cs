using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>A console whose run is traced as well.</summary>
/// <param name="inner">Writes the log.</param>
/// <param name="telemetry">Hears of it.</param>
/// <param name="plan">What runs.</param>
internal sealed class TracedConsole(IRunConsole inner, IRunTelemetry telemetry, Plan plan) : IRunConsole, IDisposable
{
    public void RunStarted(RunFacts facts)
    {
        telemetry.RunStarted(plan, facts);
        inner.RunStarted(facts);
    }

    public void StepStarted(PlanStep step)
    {
        telemetry.StepStarted(step);
        inner.StepStarted(step);
    }

    public void Line(PlanStep step, string text, LineKind kind)
    {
        inner.Line(step, text, kind);
        telemetry.Line(step, text, kind);
    }

    public void StepFinished(StepResult result)
    {
        telemetry.StepFinished(result);
        inner.StepFinished(result);
    }

    public void Problem(string text) => inner.Problem(text);

    public void Summary(RunSummary summary)
    {
        inner.Summary(summary);
        telemetry.RunFinished(summary);
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
