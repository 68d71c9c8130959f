namespace Pipeline.Sdk.Execution.Results;

/// <summary>What one run knows of the result of one target.</summary>
internal sealed class TargetState
{
    public KeyLook? Look { get; set; }

    public string? Key { get; set; }

    public StoredResult? Result { get; set; }

    public string? Output { get; set; }

    public string? Value { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Why it has to be made, when its turn has come; null when it has not come, or need not be made.</summary>
    public string? Missing { get; set; }

    public TimeSpan Duration { get; set; }

    /// <summary>Its result was found in the store.</summary>
    public bool IsStored { get; set; }

    /// <summary>It was taken from the store, or made and kept, in this run.</summary>
    public bool IsDone { get; set; }

    /// <summary>Its files lie in the checkout.</summary>
    public bool IsHere { get; set; }

    /// <summary>The files of all that it rests on lie in the checkout.</summary>
    public bool IsPrepared { get; set; }
}
