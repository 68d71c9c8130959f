using System.Diagnostics;
using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>
/// One kill, and how many requests it may cost. The engine is on no request's way: none. The host is on every one's: those that were under way at some time between its end and the moment in which the
/// service answers again. An instance: those that were under way until its process was gone, for a request that comes later is sent to another instance of its slot; when no other one is healthy, all
/// until one is again, or until the run that works on it has ended.
/// </summary>
internal sealed class ChaosKill(Stage stage, PacedLoad load)
{
    private const int Limit = 60;

    /// <summary>What was killed, for a person.</summary>
    public string What { get; private set; } = "";

    /// <summary>The most requests that may have failed by it.</summary>
    public int MayFail { get; private set; }

    /// <summary>Kills one of the three.</summary>
    /// <param name="engine">The run that is under way.</param>
    /// <param name="random">Draws which.</param>
    public Task KillAsync(Process engine, Random random) => random.Next(3) switch
    {
        0 => KillEngineAsync(engine),
        1 => KillHostAsync(),
        _ => KillInstanceAsync(engine, random),
    };

    private Task KillEngineAsync(Process engine)
    {
        What = KillOne(engine) ? "engine" : "engine, which had ended";
        return Task.CompletedTask;
    }

    private async Task KillHostAsync()
    {
        var answered = load.Requests;
        stage.KillHost();
        await Eventually.BeTrueAsync("the service answers again", Answers, Limit);
        Tell("host", answered);
    }

    private async Task KillInstanceAsync(Process engine, Random random)
    {
        var instances = stage.Instances();
        if (instances.Count == 0)
        {
            What = "instance, of which there was none";
            return;
        }

        var victim = Process.GetProcessById(instances[random.Next(instances.Count)]);
        var (slot, hasOther) = await SlotOfAsync(victim.Id);
        var answered = load.Requests;
        if (!KillOne(victim))
        {
            What = "instance, which had ended";
            return;
        }

        await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (!hasOther)
            await UntilAsync(() => engine.HasExited, async () => await StatusAsync() is { } now && (Slots(now).FirstOrDefault(found => found.Id == slot) is not { } left || left.Instances.Any(IsHealthy)));
        Tell(hasOther ? "instance" : "instance, the only healthy one of its slot", answered);
    }

    // What was begun when this is asked and had no answer at the kill was under way in between.
    private void Tell(string what, int answered)
    {
        MayFail = load.Started - answered;
        What = string.Create(CultureInfo.InvariantCulture, $"{what}: {MayFail} requests were under way");
    }

    private async Task<(string Slot, bool HasOther)> SlotOfAsync(int process)
    {
        var slot = await StatusAsync() is { } status ? Slots(status).FirstOrDefault(found => found.Instances.Any(instance => instance.ProcessId == process)) : null;
        return slot is null ? ("", false) : (slot.Id, slot.Instances.Any(instance => instance.ProcessId != process && IsHealthy(instance)));
    }

    private async Task<HostStatus?> StatusAsync()
    {
        try
        {
            using var host = await new LocalHostProcess(new LocalHostPaths(stage.EnvironmentFolder, "staging"), TimeProvider.System).TryConnectAsync(TestContext.Current.CancellationToken);
            return host is null ? null : await host.GetStatusAsync(TestContext.Current.CancellationToken);
        }
        catch (LocalHostException)
        {
            // It is just coming up, or going down.
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> isOver, Func<Task<bool>> isWell)
    {
        var watch = Stopwatch.StartNew();
        while (!isOver() && !await isWell())
        {
            Assert.True(watch.Elapsed.TotalSeconds < Limit, $"No instance of the slot was healthy within {Limit} s.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private bool Answers()
    {
        try
        {
            return stage.Answers();
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }

    private static IEnumerable<SlotStatus> Slots(HostStatus status) => status.Services.SelectMany(service => service.Slots);

    private static bool IsHealthy(InstanceStatus instance) => instance.State == InstanceState.Healthy;

    private static bool KillOne(Process process)
    {
        if (process.HasExited)
            return false;
        process.Kill();
        return true;
    }
}
