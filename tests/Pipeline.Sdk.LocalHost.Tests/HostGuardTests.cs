using System.Diagnostics;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>The shell that starts a host again.</summary>
public sealed class HostGuardTests
{
    [Fact]
    public async Task A_host_whose_files_are_gone_is_given_up()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no guard on Windows.");

        var folder = Directory.CreateTempSubdirectory("pipeline-guard-");
        folder.Delete();
        using var guard = Process.Start(HostGuard.Shell, [.. HostGuard.Before(DotNetProgram.Find()), "exec", Path.Combine(folder.FullName, "host.dll")]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await guard.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            if (!guard.HasExited) guard.Kill(entireProcessTree: true);
        }

        Assert.Equal(129, guard.ExitCode);
    }

    [Fact]
    public async Task A_host_that_a_signal_ended_is_started_again()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no guard on Windows.");

        // The third argument is what the guard looks for; here the program itself, which a signal ends once.
        var folder = Directory.CreateTempSubdirectory("pipeline-guard-");
        try
        {
            var program = Path.Combine(folder.FullName, "host");
            await File.WriteAllTextAsync(program, "echo start >>\"$1\"\n[ \"$(wc -l <\"$1\")\" -gt 1 ] || kill -9 $$\nexit 3\n", TestContext.Current.CancellationToken);
            var log = Path.Combine(folder.FullName, "log");
            using var guard = Process.Start(HostGuard.Shell, [.. HostGuard.Before("/bin/sh"), "-e", program, log]);
            await guard.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(3, guard.ExitCode);
            Assert.Equal(2, (await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken)).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
