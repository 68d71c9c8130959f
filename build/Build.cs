using Pipeline.Sdk;
using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.Migrations;

namespace Build;

/// <summary>The pipeline of this repository, written with the SDK that the repository makes. <c>./build.sh --list</c> shows what is here.</summary>
internal static class RepositoryPipeline
{
    /// <summary>Defines it; a test may do that too.</summary>
    public static void Define(PipelineBuilder build)
    {
        var configuration = build.Parameter("configuration", "MSBuild configuration", Configuration.Release);
        // Its value is committed in .pipeline/parameters.json, so that raising it does not build this program anew.
        var minimumCoverage = build.Parameter("minimum-coverage", "UnitTest: the share of lines that must be covered, 0 to 1", 0.5);
        var quick = build.Parameter("quick", "Benchmark: few rounds, for CI", false);
        var solution = build.Solution("Pipeline.Sdk.sln");

        // Verify
        var generateCheck = build.Generate(setupPage: "docs/ci-setup.md");

        var lint = build.Target("Lint")
            .Describe("Checks the formatting of every source file, and that generated files are up to date")
            .DependsOn(generateCheck)
            .Run(run => run.DotNet.FormatWhitespace());

        var version = build.Target("Version")
            .Describe("Computes the version from the git history")
            .Run(run => run.GitVersion());

        // What tests read: everything that is committed. Tests read the documents and the CI files too.
        string[] everything = ["**", "!artifacts/**", "!**/*.received.*"];
        string[] sources = ["src/**", "tests/**", "build/msbuild/**", "templates/**", "Directory.*", "*.sln", "global.json", ".editorconfig", "README.md", "LICENSE"];

        // What gates a package is built first and alone: the main job does not wait for the programs of the integration tests.
        var compileUnit = build.Target("CompileUnit")
            .Describe("Builds the libraries and their unit tests, warnings as errors")
            .Inputs(sources).UsesTools("dotnet")
            .Needs(configuration)
            .Run((run, c) => run.DotNet.Build("tests/Unit.slnf", c));

        var unitTest = build.Target("UnitTest")
            .Describe("Runs the tests that need nothing but .NET, with coverage")
            .DependsOn(compileUnit)
            .Inputs(everything).ReadsVariables("APPROVE").UsesTools("dotnet")
            .Needs(configuration)
            .Needs(minimumCoverage)
            .Run((run, c, coverage) => run.DotNet.Test("tests/Unit.slnf", c, Coverage.Cobertura, new TestOptions { NoBuild = true, Filter = "Category!=Integration&Category!=Long", MinimumLineCoverage = coverage }));

        // Not beside the unit tests: their coverage rewrites assemblies while it runs.
        var compile = build.Target("Compile")
            .Describe("Builds the whole solution, warnings as errors")
            .DependsOn(compileUnit)
            .After(unitTest)
            .Inputs(sources).UsesTools("dotnet")
            .Needs(configuration)
            .Run((run, c) => run.DotNet.Build(solution, c));

        var testTools = build.Target("TestTools")
            .Describe("Installs what tests need beyond .NET, where it is missing and it may: wrk, hey, HAProxy, shellcheck, Graphviz, shells, PostgreSQL, sqlite3, a linker, Chromium, npm validators")
            .OnlyWhenReached(TestTools.AreMissing, "only when something is missing")
            .Retry(3, TimeSpan.FromSeconds(5)) // registries have bad moments
            .Run(TestTools.InstallAsync);

        // Real hosts, load and deadlines: one project at a time, or they take each other's processor.
        var processor = build.Resource("processor");
        var shard = build.Partition("shard", 2);
        string[] integrationProjects = ["Sdk", "Generation", "DotNet", "Migrations", "Dashboard", "LocalHost", "Templates", "Browser", "EndToEnd"];
        var integrationTest = build.Target("IntegrationTest")
            .Describe("Runs the tests that start real hosts, deploy, and drive other programs")
            .DependsOn(compile, unitTest, testTools)
            .Inputs(everything).ReadsVariables("APPROVE").UsesTools("dotnet", "node")
            .Uses(processor)
            .ForEach(integrationProjects, project => project)
            .Partition(shard)
            .Needs(configuration)
            .Run((run, project, c) => run.DotNet.Test(
                $"tests/Pipeline.Sdk.{(project == "Sdk" ? "" : project + ".")}Tests", c, Coverage.None, new TestOptions { NoBuild = true, Filter = "Category=Integration&Category!=Long" }));

        build.Target("LeftOvers")
            .Describe("Ends programs that integration tests left running, and says so")
            .Finally(integrationTest)
            .Hidden()
            .Run(LeftOvers.End);

        build.Target("Test")
            .Describe("Runs all tests but the long ones")
            .Needs(unitTest)
            .Needs(integrationTest)
            .Run((run, unit, integration) => run.Log.Info(
                $"{unit.Passed + integration.Sum(report => report.Passed)} passed, {unit.Failed + integration.Sum(report => report.Failed)} failed, {unit.Skipped + integration.Sum(report => report.Skipped)} skipped"));

        build.Target("TestLong")
            .Describe("Runs the tests that take too long for every change")
            .DependsOn(compile, testTools)
            .Needs(configuration)
            .Run((run, c) => run.DotNet.Test(solution, c, Coverage.None, new TestOptions { NoBuild = true, OneProjectAtATime = true, Filter = "Category=Long" }));

        const string TestPackages = "TestPackages";
        build.Target(TestPackages)
            .Describe("Runs every way to reference the SDK, every template with each of its options and the tool, from the packed packages, and prints a table of them")
            .DependsOn(compile, testTools)
            .Needs(configuration)
            .Run(async (run, c) =>
            {
                try
                {
                    await run.DotNet.Test("tests/Pipeline.Sdk.Templates.Tests", c, Coverage.None, new TestOptions { NoBuild = true });
                }
                finally
                {
                    TestTable.Print(run, TestPackages);
                }
            });

        string[] benchmarks = ["tests/Pipeline.Sdk.Benchmarks", "tests/Pipeline.Sdk.Migrations.Benchmarks", "tests/Pipeline.Sdk.LocalHost.Benchmarks"];
        build.Target("Benchmark")
            .Describe("Prints the figures of docs/performance.md as ratios to a bare .NET console program")
            .DependsOn(compile)
            .Needs(configuration)
            .Needs(quick)
            .Run(async (run, c, q) =>
            {
                foreach (var project in benchmarks)
                    await run.Tool("dotnet", "run", "--no-build", "--configuration", c.ToString(), "--project", project, "--", q ? "--quick" : "--full");
            });

        // Package and deliver
        var package = build.Target("Package")
            .Describe("Makes the dashboard's release")
            .DependsOn(lint, unitTest)
            .Needs(version)
            .Run((run, v) => run.DotNet.Publish("src/Pipeline.Sdk.Dashboard/Pipeline.Sdk.Dashboard.csproj", v, new PublishOptions { Name = "dashboard", Sbom = true }));

        var staging = build.Environment("staging", e => e.OnThisMachine());
        var production = build.Environment("production", e => e.OnThisMachine().PromotedFrom(staging));

        var engine = build.Parameter("dashboard-db", "What the dashboard keeps its data in", DatabaseEngine.Sqlite);
        var database = build.Database("dashboard", engine);
        const string migrations = "src/Pipeline.Sdk.Dashboard/migrations";
        var dashboard = build.Service("dashboard", s => s
            .From(package)
            .HealthCheck("/healthz")
            .VersionCheck("/version")
            .Replicas(2)
            .Variable("DASHBOARD_DB", context => context.ConnectionOf(database))
            .Schema(database, migrations)
            .IsDashboard());

        var migrate = build.Migrate("Migrate", database, migrations, after: [package]);
        var deploy = build.Deploy("Deploy", dashboard, after: migrate);
        var rollback = build.RollbackOf(deploy);

        build.Default(unitTest);

        build.Workflow("ci", w => w
            .OnPush("main").OnPullRequest()
            .Job("verify", [lint, unitTest], on: [Runner.Ubuntu, Runner.Windows])
            .Job("integration", [integrationTest], partition: shard)
            .Job("package", [package])
            .Deploy(deploy, to: staging).OnFailure(rollback).Then(production)
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));

        build.Workflow("rollback", w => w
            .OnDemand(rollback, [staging, production], build.RollbackReleaseOf(deploy))
            .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
    }
}
