namespace Pipeline.Sdk.Definition;

/// <summary>When and how often a target's work is tried again.</summary>
internal sealed record RetryRule
{
    /// <summary>How often it is tried altogether, from 2.</summary>
    public required int Attempts { get; init; }

    /// <summary>The pause before the second attempt.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>How the pause grows; it never exceeds five minutes.</summary>
    public required RetryBackoff Backoff { get; init; }

    /// <summary>Which failures are worth another attempt; null takes all. A refusal by a gate and a cancellation never are.</summary>
    public Func<Exception, bool>? When { get; init; }
}
