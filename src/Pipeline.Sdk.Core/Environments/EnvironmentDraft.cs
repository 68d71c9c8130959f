namespace Pipeline.Sdk;

/// <summary>An environment while it is being described. Every step returns a new draft.</summary>
public sealed class EnvironmentDraft
{
    internal EnvironmentDraft(DeploymentEnvironment environment) => Environment = environment;

    internal DeploymentEnvironment Environment { get; }

    /// <summary>Runs releases as processes on this machine.</summary>
    /// <param name="port">The router's port on 127.0.0.1; 0, the default, asks the system for a free one and keeps it.</param>
    /// <param name="endsWithCiJob">True lets a CI runner's clean-up end the environment with the job; the default is false.</param>
    public EnvironmentDraft OnThisMachine(int port = 0, bool endsWithCiJob = false) =>
        new(Environment with { Runtime = new ThisMachine(port, endsWithCiJob) });

    /// <summary>Asks for a confirmation before the environment is changed.</summary>
    public EnvironmentDraft Protected() => new(Environment with { IsProtected = true });

    /// <summary>Asks for no confirmation, even when the name is <c>production</c>.</summary>
    public EnvironmentDraft Unprotected() => new(Environment with { IsProtected = false });
}
