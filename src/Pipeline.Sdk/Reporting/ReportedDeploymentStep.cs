namespace Pipeline.Sdk.Reporting;

/// <summary>A line of a deployment's journal.</summary>
/// <param name="Name">What was announced, in words.</param>
/// <param name="Offset">How long after the deployment's beginning.</param>
/// <param name="Message">Details, or empty.</param>
/// <param name="Tone">What it means for the release.</param>
/// <param name="Share">The share of requests that the new release has from here on, in percent; null when this line does not change it.</param>
internal sealed record ReportedDeploymentStep(string Name, TimeSpan Offset, string Message, DeploymentTone Tone, double? Share);
