namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>What programs inherit. The names are this test's own: the environment belongs to the whole test process.</summary>
public sealed class ChildEnvironmentTests : IDisposable
{
    private const string Ours = "PIPELINE_DECLARED_KEY_OF_CHILD_TESTS";
    private const string Theirs = "PIPELINE_OTHER_KEY_OF_CHILD_TESTS";

    private readonly TestRun _run = new();

    public ChildEnvironmentTests()
    {
        Environment.SetEnvironmentVariable(Ours, "declared-s3cr3t");
        Environment.SetEnvironmentVariable(Theirs, "other-s3cr3t");
        _run.Variables = _run.Variables.Add(Ours, "declared-s3cr3t").Add(Theirs, "other-s3cr3t");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Ours, null);
        Environment.SetEnvironmentVariable(Theirs, null);
        _run.Dispose();
    }

    [Fact]
    public void A_program_inherits_the_secrets_that_its_target_declared_and_no_other()
    {
        var ours = _run.Build.Secret("declared-key-of-child-tests", "Ours");
        var theirs = _run.Build.Secret("other-key-of-child-tests", "Theirs");
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        _run.Build.Target("Mine").Needs(ours).Run(async (run, _) => { seen["mine"] = await See(run); });
        _run.Build.Target("Other").Needs(theirs).Run(async (run, _) => { seen["other"] = await See(run); });
        _run.Build.Target("None").Run(async run => { seen["none"] = await See(run); });

        Assert.Equal(ExitCodes.Done, _run.Run("Mine", "Other", "None").ExitCode);
        Assert.Equal("declared-s3cr3t -\n", seen["mine"]);
        Assert.Equal("- other-s3cr3t\n", seen["other"]);
        Assert.Equal("- -\n", seen["none"]);
        Assert.DoesNotContain("s3cr3t", _run.Text + _run.Log("Mine"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_asked_for_its_version_inherits_no_secret_and_what_it_says_is_masked()
    {
        var ours = _run.Build.Secret("declared-key-of-child-tests", "Ours");
        _run.Build.Secret("other-key-of-child-tests", "Theirs");
        var git = _run.Write("elsewhere/git", $"#!/bin/sh\necho \"${{{Ours}:--}} ${{{Theirs}:--}} declared-s3cr3t\"\n");
        _run.Build.Target("Mine").Needs(ours).Run((run, _) => run.Tool(git));

        Assert.Equal(ExitCodes.Done, _run.Run("Mine").ExitCode);

        var tool = Assert.Single(_run.Record.GetProperty("tools").EnumerateArray());
        Assert.Equal("git", tool.GetProperty("name").GetString());
        Assert.Equal("- - ***", tool.GetProperty("version").GetString());
    }

    [Fact]
    public async Task The_pipelines_own_programs_inherit_no_secret_whoever_declares_it()
    {
        _run.Build.Secret("declared-key-of-child-tests", "Ours");
        _run.Build.Secret("other-key-of-child-tests", "Theirs");
        var programs = new OwnPrograms(_run.Root, _run.Build.ToDefinition().Parameters, new SecretMasker([]));

        var said = await programs.AskAsync(new ToolCommand("sh", ["-c", $"echo \"${{{Ours}:--}} ${{{Theirs}:--}} $HOME\""]), TestContext.Current.CancellationToken);

        Assert.Equal($"- - {Environment.GetEnvironmentVariable("HOME")}\n", said);
    }

    private static async Task<string> See(RunContext run) => (await run.Tool("sh", "-c", $"echo \"${{{Ours}:--}} ${{{Theirs}:--}}\"")).StandardOutput;
}
