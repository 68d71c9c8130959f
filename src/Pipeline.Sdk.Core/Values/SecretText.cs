using System.Diagnostics;

namespace Pipeline.Sdk;

/// <summary>The value of a secret. It prints as <c>***</c>, so that it gets into a text only through <see cref="Reveal"/>.</summary>
[DebuggerDisplay("***")]
public sealed class SecretText
{
    private readonly string _value;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The secret itself.</param>
    public SecretText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The secret itself, for the one call that needs it.</summary>
    public string Reveal() => _value;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
