namespace Pipeline.Sdk.Dashboard;

internal sealed record HealthAnswer(string Status, string? Reason);
