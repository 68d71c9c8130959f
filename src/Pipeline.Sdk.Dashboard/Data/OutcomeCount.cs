namespace Pipeline.Sdk.Dashboard;

internal sealed record OutcomeCount(string Environment, string Outcome, long Reached);
