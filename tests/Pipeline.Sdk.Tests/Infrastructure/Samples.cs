namespace Pipeline.Sdk.Tests;

/// <summary>The pipelines that the tests start.</summary>
internal static class Samples
{
    /// <summary>A service's pipeline with a bit of everything that the views show.</summary>
    public static Action<PipelineBuilder> Service(Workplace place) => build =>
    {
        var configuration = build.Parameter("configuration", "Build configuration", BuildKind.Release);
        var retries = build.Parameter("retries", "How often a download is tried", 3);
        var fast = build.Parameter("fast", "Leaves out what takes long", false);
        var feed = build.RequiredParameter<string>("feed", "Address of the package feed");
        var key = build.Secret("feed-key", "Key of the package feed");

        var lint = build.Target("Lint").Describe("Checks the style").Run(place.Works());
        var compile = build.Target("Compile").Describe("Builds the solution").Needs(configuration).Needs(retries).Run((run, kind, _) => place.Ran.Enqueue($"{run.Target} {kind}"));
        var test = build.Target("Test").Describe("Runs the tests").DependsOn(compile).Needs(fast).Run((run, isFast) =>
        {
            place.Ran.Enqueue(isFast ? "Test fast" : "Test");
            return new TestReport { Passed = 3, Failed = 0, Skipped = 0 };
        });
        var package = build.Target("Package").DependsOn(lint).Needs(test).Run((run, report) =>
        {
            place.Ran.Enqueue($"Package {report.Passed}");
            return "orders.zip";
        });
        build.Target("Publish").Describe("Pushes the package").Needs(package).Needs(feed).Needs(key).Run((run, file, address, _) => place.Ran.Enqueue($"Publish {file} to {address}"));
        build.Target("Deploy").Describe("Makes the package live").Needs(package).Needs(build.SelectedEnvironment).ChangesEnvironment()
            .Run((run, file, environment) => place.Ran.Enqueue($"Deploy {file} to {environment}"));
        build.Environment("development", e => e);
        build.Environment("staging", e => e.OnThisMachine());
        build.Environment("production", e => e.OnThisMachine());
        build.Default(test);
    };

    /// <summary>A target that shows the value of one parameter.</summary>
    public static Action<PipelineBuilder> Shows<T>(Workplace place, T defaultValue, string name = "name")
        where T : IParsable<T> => build =>
    {
        var value = build.Parameter(name, "A value", defaultValue);
        build.Default(build.Target("Show").Needs(value).Run((_, text) => place.Ran.Enqueue($"{text}")));
    };

    internal enum BuildKind
    {
        Debug,
        Release,
    }
}
