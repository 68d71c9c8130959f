using System.Diagnostics;

namespace Pipeline.Sdk.Delivery.Tests;

public sealed class EnvironmentLockTests : IDisposable
{
    private readonly Machine _machine = new();

    [Fact]
    public void A_second_taker_is_refused_and_told_who_was_first()
    {
        using var first = _machine.Local("run-1").Lock();

        var refused = Assert.Throws<GateRefusedException>(() => _machine.Local("run-2").Lock());

        Assert.Equal("PIPE0611", refused.Code);
        Assert.Contains("Another deployment is working on 'staging': Deploy of run run-1 by ada (process ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was touched.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_refused_does_not_free_the_lock()
    {
        using var first = _machine.Local("run-1").Lock();
        Assert.Throws<GateRefusedException>(() => _machine.Local("run-2").Lock());

        var refused = Assert.Throws<GateRefusedException>(() => _machine.Local("run-3").Lock());

        Assert.Contains("run-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_was_given_back_can_be_taken()
    {
        _machine.Local("run-1").Lock().Dispose();

        using var second = _machine.Local("run-2").Lock();

        Assert.Contains("run-2", File.ReadAllText(Path.Combine(_machine.Local().Folder, "deploy.holder")), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_environment_has_a_lock_of_its_own()
    {
        var production = _machine.Build.Environment("production", e => e.OnThisMachine());
        using var first = _machine.Local("run-1").Lock();
        using var second = LocalEnvironment.Of(_machine.Run("run-2"), production).Lock();
    }

    [Fact]
    public void A_lock_whose_holder_cannot_be_written_down_is_not_kept()
    {
        var folder = _machine.Local().Folder;
        var holder = Directory.CreateDirectory(Path.Combine(folder, "deploy.holder"));
        Assert.ThrowsAny<Exception>(() => _machine.Local("run-1").Lock());
        holder.Delete();

        using var second = _machine.Local("run-2").Lock();
    }

    [Fact]
    public async Task A_lock_is_free_after_its_holder_was_killed()
    {
        var local = _machine.Local("run-2");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "The child process that holds the lock needs flock(1).");
        var script = "exec 9>deploy.lock && flock 9 && printf 'Deploy of run run-1 by grace' >deploy.holder && echo held && exec sleep 600";
        using var holder = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = local.Folder, RedirectStandardOutput = true });
        Assert.NotNull(holder);
        try
        {
            Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            var refused = Assert.Throws<GateRefusedException>(() => local.Lock());
            Assert.Contains("Deploy of run run-1 by grace", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            holder.Kill();
            await holder.WaitForExitAsync(CancellationToken.None);
        }

        using var taken = local.Lock();
    }

    public void Dispose() => _machine.Dispose();
}
