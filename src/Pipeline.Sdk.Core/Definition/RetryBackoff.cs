namespace Pipeline.Sdk;

/// <summary>How the pause between two attempts grows.</summary>
public enum RetryBackoff
{
    /// <summary>It doubles with every attempt, with jitter.</summary>
    Exponential,

    /// <summary>It grows by the first pause with every attempt.</summary>
    Linear,

    /// <summary>It stays the same.</summary>
    Constant,
}
