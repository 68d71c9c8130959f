namespace Pipeline.Sdk.LocalHost;

/// <summary>Another host owns the state folder.</summary>
internal sealed class HostAlreadyRunningException(HostError error) : Exception(error.Message)
{
    public HostError Error { get; } = error;
}
