using Xunit.Sdk;
using Xunit.v3;

// Deployments, kills and load on two cores: one test at a time, so that a slow machine is not taken for a slow deployment.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: Trait("Category", "Integration")]
