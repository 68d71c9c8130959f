namespace Pipeline.Sdk;

/// <summary>What a gate says.</summary>
public sealed record GateAnswer
{
    private GateAnswer()
    {
    }

    /// <summary>Go on.</summary>
    public static GateAnswer Open { get; } = new();

    /// <summary>Why not, and what would be accepted; null when the gate is open or asks to wait.</summary>
    public string? Refusal { get; private init; }

    /// <summary>When to go on, or null when there is nothing to wait for.</summary>
    public DateTimeOffset? WaitUntil { get; private init; }

    /// <summary>Nothing happens; the run ends with exit code 3.</summary>
    /// <param name="why">Why not, and what would be accepted, as a sentence.</param>
    public static GateAnswer Refuse(string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return new GateAnswer { Refusal = why };
    }

    /// <summary>The run waits, and goes on by itself.</summary>
    /// <param name="time">When.</param>
    public static GateAnswer Wait(DateTimeOffset time) => new() { WaitUntil = time };
}
