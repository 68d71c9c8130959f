namespace Pipeline.Sdk;

/// <summary>Releases run as processes on this machine, behind a router on 127.0.0.1.</summary>
/// <param name="Port">The router's port; 0 asks the system for a free one, which is then kept.</param>
/// <param name="EndsWithCiJob">
/// Whether a CI runner's clean-up at the end of a job may end the environment; the default is that it outlives the job.
/// </param>
public sealed record ThisMachine(int Port = 0, bool EndsWithCiJob = false) : EnvironmentRuntime
{
    /// <inheritdoc/>
    public override string Name => "this machine";
}
