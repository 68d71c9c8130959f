namespace Pipeline.Sdk.Delivery.Tests;

public sealed class LocalEnvironmentTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Machine _machine = new();

    [Fact]
    public void A_token_is_random_and_stays_the_same()
    {
        var token = _machine.Local("run-1").Token("report");

        Assert.Matches("^[0-9a-f]{64}$", token);
        Assert.Equal(token, _machine.Local("run-2").Token("report"));
        Assert.NotEqual(token, _machine.Local("run-2").Token("other"));
    }

    [Fact]
    public void Only_its_user_can_read_a_token()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        var local = _machine.Local();
        local.Token("report");

        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(local.Folder, "tokens")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(local.Folder, "tokens")));
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(local.Folder));
        }
    }

    [Fact]
    public void Half_a_token_that_a_killed_engine_left_is_not_taken_for_one()
    {
        var local = _machine.Local();
        Directory.CreateDirectory(Path.Combine(local.Folder, "tokens"));
        File.WriteAllText(Path.Combine(local.Folder, "tokens", "report.new"), "12");

        Assert.Equal(64, local.Token("report").Length);
    }

    [Fact]
    public void An_environment_without_a_runtime_cannot_be_deployed_to()
    {
        var nowhere = _machine.Build.Environment("nowhere", e => e);

        var failure = Assert.Throws<StepFailedException>(() => LocalEnvironment.Of(_machine.Run(), nowhere));

        Assert.Equal("PIPE0612", failure.Code);
        Assert.Contains("build.Environment(\"nowhere\", e => e.OnThisMachine())", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_machine.StateHome, "nowhere")));
    }

    [Fact]
    public void Variables_are_made_for_the_environment_and_the_later_of_two_counts()
    {
        var service = _machine.Service("orders", s => s
            .Variable("PLACE", context => context.Environment.Name)
            .Variable("MODE", _ => "first")
            .Variable("MODE", _ => "second")
            .Variable("TOKEN", context => context.Token("own")));
        var local = _machine.Local();

        var variables = local.VariablesOf(service);

        Assert.Equal(("staging", "second", local.Token("own")), (variables["PLACE"], variables["MODE"], variables["TOKEN"]));
        Assert.Equal(3, variables.Count);
    }

    [Fact]
    public async Task Without_a_host_there_is_nothing_to_roll_back_and_nothing_to_stop()
    {
        var service = _machine.Service("orders");

        var refused = await Assert.ThrowsAsync<GateRefusedException>(() => new LocalRollback(_machine.Local(), service).RollbackAsync());
        await new LocalStop(_machine.Local(), service).StopAsync();
        await new LocalStatus(_machine.Local(), service).ShowAsync();

        Assert.Equal("PIPE0614", refused.Code);
        Assert.Equal(["Nothing runs in 'staging'.", "Nothing runs in 'staging'."], _machine.Log.Infos);
        using var free = _machine.Local().Lock();
    }

    [Fact]
    public async Task Status_shows_the_last_deployments_newest_first()
    {
        var local = _machine.Local();
        foreach (var entry in Entries.Whole("1", "1.0.0").Concat(Entries.Whole("2", "2.0.0", JournalStep.Failed)).Concat(Entries.Whole("3", "1.0.0", kind: DeploymentKind.Rollback)))
            local.Journal.Append(entry);

        await new LocalStatus(local, _machine.Service("orders")).ShowAsync();

        Assert.Equal(
            [
                "Nothing runs in 'staging'.",
                "Last deployments, newest first",
                "  2026-11-23 03:15:02 UTC  rollback to 1.0.0 by ada succeeded",
                "  2026-11-23 03:15:02 UTC  deployment of 2.0.0 by ada failed",
                "  2026-11-23 03:15:02 UTC  deployment of 1.0.0 by ada succeeded",
            ],
            _machine.Log.Infos);
    }

    [Fact]
    public async Task A_deployment_without_the_local_hosts_program_is_told_before_the_journal_is_touched()
    {
        var local = _machine.Local();
        var release = new Release { Name = "orders", Version = SemanticVersion.Parse("1.0.0"), Digest = "sha256:0", Folder = "x", EntryPoint = "x", Files = [] };

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => new LocalDeployer(local, _machine.Service("orders"), Strategy.BlueGreen()).DeployAsync(release));

        Assert.Equal("PIPE0634", failure.Code);
        Assert.Empty(local.Journal.Read());
        using var free = local.Lock();
    }

    public void Dispose() => _machine.Dispose();
}
