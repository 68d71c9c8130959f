namespace Pipeline.Sdk.Dashboard;

internal sealed record VersionAnswer(string Version, string AssemblyVersion, string Digest, string? Instance, string? Environment);
