using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Benchmarks.Fixture;

/// <summary>Twenty-six targets as a product of two services has them, with parameters, a secret, environments and a workflow; NoOp does nothing.</summary>
internal static class RealPipeline
{
    public static void AddTo(PipelineBuilder build)
    {
        var configuration = build.Parameter("configuration", "MSBuild configuration", Configuration.Release);
        var filter = build.Parameter("filter", "Which tests to run", "Category!=Long");
        var retries = build.Parameter("retries", "How often a flaky test is tried", 2);
        var key = build.Secret("feed-key", "Key of the package feed");

        build.Target("NoOp").Describe("Does nothing").Run(run => { });
        build.Target("Clean").Describe("Removes what builds left").Run(run => Directory.Delete(Path.Combine(run.Root, "artifacts"), recursive: true));
        var restore = build.Target("Restore").Describe("Fetches packages").Run(async run => await run.Tool("dotnet", "restore"));
        var lint = build.Target("Lint").Describe("Checks the formatting").DependsOn(restore).Run(run => run.DotNet.FormatWhitespace());
        var version = build.Target("Version").Describe("Computes the version").Run(run => run.GitVersion());
        var compile = build.Target("Compile").Describe("Builds the solution").DependsOn(restore).Needs(configuration)
            .Run((run, c) => run.DotNet.Build("Product.sln", c));

        var tests = new List<Target>();
        foreach (var name in (ReadOnlySpan<string>)["Orders", "Stock", "Billing", "Web"])
        {
            tests.Add(build.Target("UnitTest" + name).Describe($"Runs the unit tests of {name}").DependsOn(compile).Needs(configuration).Needs(filter)
                .Run((run, c, f) => run.DotNet.Test($"tests/{name}.Tests", c, Coverage.Cobertura, new TestOptions { NoBuild = true, Filter = f })));
            tests.Add(build.Target("IntegrationTest" + name).Describe($"Runs the integration tests of {name}").DependsOn(compile).Needs(configuration).Needs(retries)
                .Run((run, c, r) => run.DotNet.Test($"tests/{name}.Integration", c)));
        }

        var test = build.Target("Test").Describe("Runs all tests").DependsOn(tests.ToArray()).Run(run => { });
        build.Target("Audit").Describe("Looks for packages with known holes").DependsOn(restore).Run(async run => await run.Tool("dotnet", "list", "package", "--vulnerable"));
        build.Target("Docs").Describe("Builds the documentation").DependsOn(compile).Run(async run => await run.Tool("make", "docs"));
        var package = build.Target("Package").Describe("Makes the release of the shop").DependsOn(lint, test).Needs(version)
            .Run((run, v) => run.DotNet.Publish("src/Shop/Shop.csproj", v, new PublishOptions { Name = "shop" }));
        build.Target("Push").Describe("Hands the packages to the feed").DependsOn(package).Needs(key).Run(async (run, k) => await run.Tool("dotnet", "nuget", "push"));

        var staging = build.Environment("staging", e => e.OnThisMachine());
        var production = build.Environment("production", e => e.OnThisMachine());
        var database = build.Database("shop");
        var shop = build.Service("shop", s => s.From(package).HealthCheck("/healthz").Replicas(2));
        var migrate = build.Migrate("Migrate", database, "src/Shop/migrations", after: [package]);
        var deploy = build.Deploy("Deploy", shop, after: migrate);
        build.Default(test);
        build.Workflow("ci", w => w
            .OnPush("main").OnPullRequest()
            .Job("verify", [lint, test], on: [Runner.Ubuntu, Runner.Windows])
            .Job("package", [package])
            .Deploy(deploy, to: staging).Then(production)
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
    }
}
