namespace Pipeline.Sdk.Testing.Tests;

/// <summary>A platform team's paved road, as docs/testing.md has it: what every service of the company builds, tests and delivers by.</summary>
internal static class PavedRoad
{
    /// <summary>Declares all targets of a service.</summary>
    public static void Service(this PipelineBuilder build, string name)
    {
        var configuration = build.Parameter("configuration", "MSBuild configuration", "Release");
        var key = build.Secret("feed-key", "Key of the package feed");
        var compile = build.Target("Compile").Describe("Builds the service").Needs(configuration)
            .Run((run, c) => run.Tool("dotnet", "build", name + ".sln", "--configuration", c));
        var test = build.Target("Test").Describe("Runs the tests").DependsOn(compile)
            .Run(run => run.Tool("dotnet", "test", name + ".sln", "--no-build"));
        var scan = build.Target("Scan").Describe("Looks for known weaknesses").DependsOn(compile).Retry(3, TimeSpan.FromMilliseconds(1))
            .Run(run => run.Tool("trivy", "fs", "."));
        var push = build.Target("Push").Describe("Pushes the packages").DependsOn(test, scan).Needs(key).OnlyWhen(context => context.Ci is not null, "only in CI")
            .Run(async (run, secret) =>
            {
                await run.Tool("dotnet", "pack", name + ".sln", "--output", "packages");
                await run.Tool(new ToolCommand("dotnet", ["nuget", "push", "packages/*.nupkg"]) { Variables = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add("FEED_KEY", secret.Reveal()) });
            });
        build.Environment("production", e => e.OnThisMachine());
        build.Target("Announce").DependsOn(push).Needs(build.SelectedEnvironment).ChangesEnvironment().Run((run, environment) => run.Log.Info($"{name} is in {environment}"));
        build.Default(test);
    }
}
