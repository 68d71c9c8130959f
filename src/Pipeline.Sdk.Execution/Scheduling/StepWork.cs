using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Runs one step to its end on the calling thread and never throws.</summary>
internal delegate StepResult StepWork(PlanStep step);
