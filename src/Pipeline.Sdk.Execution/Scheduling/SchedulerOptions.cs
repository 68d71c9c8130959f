namespace Pipeline.Sdk.Execution;

/// <summary>How a plan is run.</summary>
/// <param name="Parallel">How many steps may run at the same time, from 1.</param>
/// <param name="KeepGoing">Whether a failure stops only what rests on it; by default nothing new begins after one.</param>
internal sealed record SchedulerOptions(int Parallel, bool KeepGoing = false);
