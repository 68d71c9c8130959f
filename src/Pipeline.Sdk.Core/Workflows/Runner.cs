namespace Pipeline.Sdk;

/// <summary>A machine that a CI job runs on.</summary>
/// <param name="Name">Short name, used for job legs: <c>ubuntu</c>.</param>
/// <param name="GitHubLabel">Label of the hosted GitHub runner.</param>
/// <param name="AzureImage">Image of the Microsoft-hosted Azure agent.</param>
/// <param name="IsWindows">Whether scripts go through <c>build.cmd</c>.</param>
public sealed record Runner(string Name, string GitHubLabel, string AzureImage, bool IsWindows = false)
{
    /// <summary>Hosted Ubuntu 24.04.</summary>
    public static Runner Ubuntu { get; } = new("ubuntu", "ubuntu-24.04", "ubuntu-24.04");

    /// <summary>Hosted Windows Server 2025.</summary>
    public static Runner Windows { get; } = new("windows", "windows-2025", "windows-2025", IsWindows: true);

    /// <summary>Hosted macOS 15.</summary>
    public static Runner MacOS { get; } = new("macos", "macos-15", "macOS-15");
}
