#if (singleFile)
#:sdk Pipeline.Sdk@SDK-VERSION
#endif
using Pipeline.Sdk;
#if (isService)
using Pipeline.Sdk.Delivery;
#endif
#if (withoutCi && (withGitHub || withAzure))
#error PIPE0913: --ci none contradicts another --ci. Leave one of them out.
#endif
#if (!isService && serviceProject != "")
#error PIPE0913: --service-project contradicts --kind library. Only a service has one: --kind service --service-project PROJECT-PATH
#endif
#if (isService && serviceProject == "")
#error PIPE0913: --kind service contradicts no --service-project. Name the project that is deployed: --service-project src/Orders.Api
#endif

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

#if (isService)
var package = build.Target("Package")
    .Describe("Makes the release")
    .DependsOn(lint, test)
    .Needs(version)
    .Run((run, v) => run.DotNet.Publish("PROJECT-PATH", v));

var staging = build.Environment("staging", e => e.OnThisMachine());
var service = build.Service("service", s => s.From(package).HealthCheck("/healthz"));

// "Deploy" comes with Rollback, Status and Stop. A database and its migrations: docs/migrations.md of the SDK.
var deploy = build.Deploy("Deploy", service);

#else
var pack = build.Target("Pack")
    .Describe("Makes the NuGet packages")
    .DependsOn(lint, test)
    .Needs(version)
    .Run((run, v) => run.DotNet.Pack(solution, v));

#endif
build.Default(test);

#if (!withoutCi)
// ./build.sh Generate writes the workflows' files; GenerateCheck fails where they are not what this says.
var generateCheck = build.Generate();

build.Workflow("ci", w => w
    .OnPush("main").OnPullRequest()
    .Job("verify", [generateCheck, lint, test], on: [Runner.Ubuntu, Runner.Windows])
#if (isService)
    .Job("package", [package])
    .Deploy(deploy, to: staging)
#else
    .Job("pack", [pack])
#endif
#if (withGitHub && withAzure)
    .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
#elseif (withGitHub)
    .Emit(GitHubActions.Dialect));
#else
    .Emit(AzurePipelines.Dialect));
#endif

#endif
return build.Run();
