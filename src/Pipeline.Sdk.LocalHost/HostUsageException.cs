namespace Pipeline.Sdk.LocalHost;

/// <summary>The command line is wrong.</summary>
internal sealed class HostUsageException(HostError error) : Exception(error.Message)
{
    public HostError Error { get; } = error;
}
