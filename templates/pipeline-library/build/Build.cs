#if (singleFile)
#:sdk Pipeline.Sdk@SDK-VERSION
#endif
using Pipeline.Sdk;
#if (withoutCi && (withGitHub || withAzure))
#error PIPE0913: --ci none contradicts another --ci. Leave one of them out.
#endif

// This repository's pipeline. ./build.sh --list shows what is here, ./build.sh TARGET runs it, ./build.sh TARGET --plan tells what would run.
var build = PipelineBuilder.Create(args);

var configuration = build.Parameter("configuration", "MSBuild configuration", Configuration.Release);
var solution = build.Solution("MyLibrary.slnx");

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

#if (!withoutCi)
// ./build.sh Generate writes the workflows' files; GenerateCheck fails where they are not what this says.
var generateCheck = build.Generate();

build.Workflow("ci", w => w
    .OnPush("main").OnPullRequest()
    .Job("verify", [generateCheck, lint, test], on: [Runner.Ubuntu, Runner.Windows])
    .Job("pack", [pack])
#if (withGitHub && withAzure)
    .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
#elseif (withGitHub)
    .Emit(GitHubActions.Dialect));
#else
    .Emit(AzurePipelines.Dialect));
#endif

#endif
return build.Run();
