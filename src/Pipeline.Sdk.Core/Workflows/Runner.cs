using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>A machine that a CI job runs on.</summary>
/// <param name="Name">Short name, used for job legs: <c>ubuntu</c>.</param>
/// <param name="GitHubLabel">Label of the hosted GitHub runner.</param>
/// <param name="AzureImage">Image of the Microsoft-hosted Azure agent.</param>
/// <param name="IsWindows">Whether scripts go through <c>build.cmd</c>.</param>
public sealed record Runner(string Name, string GitHubLabel, string AzureImage, bool IsWindows = false)
{
    /// <summary>Hosted Ubuntu 24.04.</summary>
    public static Runner Ubuntu { get; } = new("ubuntu", "ubuntu-24.04", "ubuntu-24.04") { RunsContainers = true };

    /// <summary>Hosted Windows Server 2025.</summary>
    public static Runner Windows { get; } = new("windows", "windows-2025", "windows-2025", IsWindows: true);

    /// <summary>Hosted macOS 15.</summary>
    public static Runner MacOS { get; } = new("macos", "macos-15", "macOS-15");

    /// <summary>Labels that a self-hosted GitHub runner must all have; empty for a hosted one.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The pool of self-hosted Azure agents, or null for the hosted ones.</summary>
    public string? Pool { get; init; }

    /// <summary>What an Azure agent of the pool must have: <c>docker</c>, <c>Agent.OS -equals Linux</c>.</summary>
    public ImmutableArray<string> Demands { get; init; } = [];

    /// <summary>Whether jobs on it can have containers: Linux with Docker.</summary>
    public bool RunsContainers { get; init; }

    /// <summary>Whether it is one of the team's own machines, which outlives the job.</summary>
    public bool IsSelfHosted => Pool is not null || !Labels.IsEmpty;

    /// <summary>A machine of the team's own.</summary>
    /// <param name="name">Short name, used for job legs: letters, digits and <c>_</c>.</param>
    /// <param name="labels">Labels that the GitHub runner must all have: <c>self-hosted</c>, <c>linux</c>.</param>
    /// <param name="pool">The pool of Azure agents.</param>
    /// <param name="demands">What an agent of the pool must have.</param>
    /// <param name="isWindows">Whether scripts go through <c>build.cmd</c>.</param>
    /// <param name="runsContainers">Whether jobs on it can have containers.</param>
    public static Runner SelfHosted(
        string name,
        IReadOnlyList<string> labels,
        string pool,
        IReadOnlyList<string>? demands = null,
        bool isWindows = false,
        bool runsContainers = false)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new Runner(name, labels.Count > 0 ? labels[0] : "self-hosted", "", isWindows)
        {
            Labels = labels.Count > 0 ? [.. labels] : ["self-hosted"],
            Pool = pool,
            Demands = [.. demands ?? []],
            RunsContainers = runsContainers,
        };
    }
}
