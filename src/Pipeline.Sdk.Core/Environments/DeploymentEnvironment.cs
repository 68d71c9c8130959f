using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>A place a release goes to, with its rules.</summary>
public sealed record DeploymentEnvironment
{
    /// <summary>The name, as <c>--env</c> takes it.</summary>
    public required string Name { get; init; }

    /// <summary>Position in the order of promotion: environments are declared from the first to the last.</summary>
    public required int Order { get; init; }

    /// <summary>Whether changing it asks for a confirmation: <c>production</c> is protected unless the author says otherwise.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>Where releases run; null when nothing was chosen, and then nothing can be deployed to it.</summary>
    public EnvironmentRuntime? Runtime { get; init; }

    /// <summary>What must be true before it is changed, beside the confirmation of a protected one; in the order of their declaration.</summary>
    public ImmutableArray<IGate> Gates { get; init; } = [];

    /// <summary>What the instances of every service get in this environment alone.</summary>
    internal ImmutableArray<EnvironmentVariable> Variables { get; init; } = [];

    /// <summary>Where it was declared.</summary>
    public SourceLine? Source { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
