namespace Pipeline.Sdk.Testing;

/// <summary>A target in a plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Action">What happens to it: <c>run</c>, <c>cached</c>, <c>skip</c>, <c>provided</c>.</param>
/// <param name="Reason">Why, as <c>--plan</c> says it: <c>asked for</c>, <c>Deploy needs its output</c>.</param>
public sealed record PlannedTarget(string Name, string Action, string Reason);
