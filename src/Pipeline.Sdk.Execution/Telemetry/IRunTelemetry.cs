using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Hears of everything that a trace of a run is made from. A run without an observer has none of it, and nothing is loaded for it. Safe for use by many threads.</summary>
internal interface IRunTelemetry
{
    /// <summary>The run begins.</summary>
    void RunStarted(Plan plan, RunFacts facts);

    /// <summary>A target begins; called on the thread that does its work.</summary>
    void StepStarted(PlanStep step);

    /// <summary>Its work is tried, from 1; called on the same thread.</summary>
    void AttemptStarted(PlanStep step, int number);

    /// <summary>The try ended; null when it succeeded.</summary>
    void AttemptEnded(PlanStep step, Exception? failure);

    /// <summary>A program is about to be started.</summary>
    /// <param name="step">The target that starts it.</param>
    /// <param name="program">Its name.</param>
    /// <param name="commandLine">The whole command, masked.</param>
    ICommandTelemetry CommandStarted(PlanStep step, string program, string commandLine);

    /// <summary>A target wrote a line, masked.</summary>
    void Line(PlanStep step, string text, LineKind kind);

    /// <summary>A target ended, or was left out.</summary>
    void StepFinished(StepResult result);

    /// <summary>The run ended: hands over what is left, for a bounded time.</summary>
    void RunFinished(RunSummary summary);
}
