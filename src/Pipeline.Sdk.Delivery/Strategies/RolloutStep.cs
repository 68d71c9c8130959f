using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>One step of a rollout. Every step may be done twice: after a kill the step that was under way is done again.</summary>
public sealed record RolloutStep
{
    private RolloutStep(RolloutAction action, string text) => (Action, Text) = (action, text);

    /// <summary>The step for a person and the journal.</summary>
    public string Text { get; }

    internal RolloutAction Action { get; }

    internal int Instances { get; private init; }

    internal TrafficSpec Traffic { get; private init; } = new();

    internal TimeSpan Duration { get; private init; }

    internal JudgeOptions? Judge { get; private init; }

    internal IGate? Condition { get; private init; }

    /// <summary>Starts the new release beside what is live, and waits until it is ready.</summary>
    /// <param name="instances">From 1.</param>
    public static RolloutStep Start(int instances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instances, 1);
        return new(RolloutAction.Start, $"start {Count(instances)}") { Instances = instances };
    }

    /// <summary>Gives the new release more instances, and waits until they are ready.</summary>
    /// <param name="instances">How many it has then.</param>
    public static RolloutStep Grow(int instances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instances, 1);
        return new(RolloutAction.Grow, $"grow to {Count(instances)}") { Instances = instances };
    }

    /// <summary>Takes instances from the live release; their requests end first.</summary>
    /// <param name="instances">How many it has then.</param>
    public static RolloutStep ShrinkLive(int instances)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instances);
        return new(RolloutAction.ShrinkLive, $"shrink the live release to {Count(instances)}") { Instances = instances };
    }

    /// <summary>Ends the live release; nothing serves until the new one is promoted.</summary>
    public static RolloutStep StopLive() => new(RolloutAction.StopLive, "stop the live release");

    /// <summary>Runs the service's smoke tests on the preview of the new release.</summary>
    public static RolloutStep SmokeTests() => new(RolloutAction.Smoke, "smoke tests");

    /// <summary>Gives the new release a share of the traffic beside the live one.</summary>
    /// <param name="traffic">Which requests.</param>
    public static RolloutStep Share(TrafficSpec traffic)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        return new(RolloutAction.Share, string.Create(CultureInfo.InvariantCulture, $"share {traffic.Percent:0.##} %")) { Traffic = traffic };
    }

    /// <summary>Holds until the new release has proven itself by its traffic; takes it back when it has not.</summary>
    /// <param name="options">How it is judged.</param>
    /// <param name="atLeast">How long it is watched at least.</param>
    public static RolloutStep JudgeBy(JudgeOptions options, TimeSpan atLeast = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(RolloutAction.Judge, atLeast == default ? "judge" : $"judge for {GateText.Duration(atLeast)}") { Judge = JudgeRules.Check(options), Duration = atLeast };
    }

    /// <summary>Lets time pass; a judge's rejection and an abort are heard meanwhile.</summary>
    /// <param name="time">How long.</param>
    /// <param name="options">How the new release is watched meanwhile, or null.</param>
    public static RolloutStep Wait(TimeSpan time, JudgeOptions? options = null) => new(RolloutAction.Wait, $"wait {GateText.Duration(time)}") { Duration = time, Judge = options };

    /// <summary>Holds until a gate opens; a judge's rejection and an abort are heard meanwhile.</summary>
    /// <param name="gate">The gate. Here its refusal means: not yet.</param>
    /// <param name="within">How long it may take.</param>
    /// <param name="options">How the new release is watched meanwhile, or null.</param>
    public static RolloutStep Until(IGate gate, TimeSpan within, JudgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return new(RolloutAction.Gate, $"until {gate.Name}") { Condition = gate, Duration = within, Judge = options };
    }

    /// <summary>Gives the new release all traffic, and reads back that it has it. The release before stays warm.</summary>
    public static RolloutStep Promote() => new(RolloutAction.Promote, "promote");

    /// <summary>Ends the release that was live before, where there is no room for both.</summary>
    public static RolloutStep StopPrevious() => new(RolloutAction.StopPrevious, "stop the release before");

    /// <summary>The step's text.</summary>
    public override string ToString() => Text;

    private static string Count(int instances) => string.Create(CultureInfo.InvariantCulture, $"{instances} {(instances == 1 ? "instance" : "instances")}");
}
