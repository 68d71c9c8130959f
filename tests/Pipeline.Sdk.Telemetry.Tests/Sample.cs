namespace Pipeline.Sdk.Tests;

/// <summary>A pipeline with a try that fails, a program, a target that is left out, and one that fails.</summary>
internal static class Sample
{
    public static void Define(PipelineBuilder build)
    {
        build.Environment("staging", e => e.OnThisMachine());
        var tries = 0;
        var ask = build.Target("Ask").Retry(2, TimeSpan.FromMilliseconds(1)).Run(async run =>
        {
            if (++tries == 1)
                throw new InvalidOperationException("not yet");
            await run.Tool("git", "--version");
        });
        var test = build.Target("Test").Run(_ => new TestReport { Passed = 1, Failed = 0, Skipped = 0 });
        var never = build.Target("Never").OnlyWhen(_ => false, "only in a leap year").Run(_ => { });
        var deploy = build.Target("Deploy").ChangesEnvironment().Run(_ => { });
        build.Target("Bad").Run(_ => throw new StepFailedException("TEST0001", "no"));
        build.Target("All").DependsOn(ask, test, never, deploy).Run();
    }
}
