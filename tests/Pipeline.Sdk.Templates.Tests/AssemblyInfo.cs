using Pipeline.Sdk.Templates.Tests.Infrastructure;

// Every class waits for the packages, so all of it is slow.
[assembly: AssemblyFixture(typeof(Packages))]
[assembly: Trait("Category", "Integration")]
