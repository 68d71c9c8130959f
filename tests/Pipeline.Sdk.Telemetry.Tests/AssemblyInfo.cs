// The current span, the listener for exporters' problems and what is loaded belong to the process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
