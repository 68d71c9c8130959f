namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>What a probe saw.</summary>
/// <param name="Failure">Null when it succeeded; else a few words for a person.</param>
/// <param name="Refused">Nobody listens on the port: there is no need to ask twice.</param>
internal sealed record ProbeResult(string? Failure, bool Refused = false)
{
    public static readonly ProbeResult Success = new((string?)null);
}
