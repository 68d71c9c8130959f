using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>What a person or a CI system sees of a run. Everything that reaches it is masked. Steps call it from several threads.</summary>
internal interface IRunConsole
{
    /// <summary>The run begins; nothing has been started yet.</summary>
    void RunStarted(RunFacts facts)
    {
    }

    /// <summary>A step begins.</summary>
    void StepStarted(PlanStep step);

    /// <summary>A line of a step.</summary>
    void Line(PlanStep step, string text, LineKind kind);

    /// <summary>A step ended.</summary>
    void StepFinished(StepResult result);

    /// <summary>The run ended.</summary>
    void Summary(RunSummary summary);

    /// <summary>Something about the run itself went wrong that does not change its outcome.</summary>
    void Problem(string text);
}
