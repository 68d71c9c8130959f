namespace Pipeline.Sdk;

/// <summary>How far a token goes.</summary>
public enum TokenAccess
{
    /// <summary>Looks only.</summary>
    Read,

    /// <summary>Changes too.</summary>
    Write,
}
