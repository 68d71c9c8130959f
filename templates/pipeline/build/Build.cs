using Pipeline.Sdk;

// This repository's pipeline. ./build.sh --list shows what is here, ./build.sh TARGET runs it, ./build.sh TARGET --plan tells what would run.
var build = PipelineBuilder.Create(args);

var configuration = build.Parameter("configuration", "MSBuild configuration", Configuration.Release);
var solution = build.Solution("SOLUTION-PATH");

var lint = build.Target("Lint")
    .Describe("Checks the white space of every source file")
    .Run(run => run.DotNet.FormatWhitespace());

// GitVersion counts the version from the history: tag a commit v1.0.0 to begin.
var version = build.Target("Version")
    .Describe("Computes the version from the git history")
    .Run(run => run.GitVersion());

var compile = build.Target("Compile")
    .Describe("Builds the solution")
    .Needs(configuration)
    .Run((run, c) => run.DotNet.Build(solution, c));

// Coverage is measured by coverlet.collector, a package of every test project. The report goes to artifacts/coverage.
var test = build.Target("Test")
    .Describe("Runs the tests, with coverage")
    .DependsOn(compile)
    .Needs(configuration)
    .Run((run, c) => run.DotNet.Test(solution, c, Coverage.Cobertura, new TestOptions { NoBuild = true }));

var pack = build.Target("Pack")
    .Describe("Makes the NuGet packages")
    .DependsOn(lint, test)
    .Needs(version)
    .Run((run, v) => run.DotNet.Pack(solution, v));

build.Default(test);

// A service is deployed like this; using Pipeline.Sdk.Delivery and Pipeline.Sdk.Migrations. "Deploy" then comes with Rollback, Status and Stop.
//
// var package = build.Target("Package").DependsOn(lint, test).Needs(version)
//     .Run((run, v) => run.DotNet.Publish("src/Orders.Api", v));
//
// var staging = build.Environment("staging", e => e.OnThisMachine());
// var orders = build.Service("orders", s => s.From(package).HealthCheck("/healthz").Replicas(2));
// var migrate = build.Migrate("Migrate", build.Database("orders"), "migrations", after: [package]);
// var deploy = build.Deploy("Deploy", orders, after: migrate);
//
// The workflow below then ends with: .Deploy(deploy, to: staging)

// ./build.sh Generate writes .github/workflows/ci.yml and azure-pipelines.yml; GenerateCheck fails where they are not what this says.
var generateCheck = build.Generate();

build.Workflow("ci", w => w
    .OnPush("main").OnPullRequest()
    .Job("verify", [generateCheck, lint, test], on: [Runner.Ubuntu, Runner.Windows])
    .Job("pack", [pack])
    .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));

return build.Run();
