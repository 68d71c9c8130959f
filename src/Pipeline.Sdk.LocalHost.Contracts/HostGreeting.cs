namespace Pipeline.Sdk.LocalHost;

/// <summary>The part of <see cref="HostStatus"/> that no version may change: enough to tell a host of another version from a silent one.</summary>
/// <param name="Protocol">The version of the wire it speaks.</param>
/// <param name="ProcessId">Its process number.</param>
internal sealed record HostGreeting(int Protocol, int ProcessId);
