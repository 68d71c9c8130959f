namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>What an instance's state is after a probe.</summary>
/// <param name="State">The state.</param>
/// <param name="LastProbe">What the probe saw when it failed.</param>
/// <param name="WrongVersion">What the instance says to be, when that is not the release.</param>
internal sealed record ProbeOutcome(InstanceState State, string? LastProbe = null, string? WrongVersion = null);
