namespace Pipeline.Sdk.Execution.Results;

/// <summary>What a target's result rests on, as it is now.</summary>
/// <param name="Key">The key; null when something that it rests on is not known before another target has run.</param>
/// <param name="Undecided">With no key: what has to run first, as a phrase.</param>
/// <param name="Print">One number for all of it, made without reading a file.</param>
/// <param name="IsSettled">Whether the number may be remembered.</param>
/// <param name="Parts">What the key is made of; reads the inputs where they are not known.</param>
internal sealed record KeyLook(string? Key, string Undecided, Print Print, bool IsSettled, Func<IReadOnlyList<KeyPart>> Parts)
{
    public static KeyLook Later(string what) => new(null, what, default, IsSettled: false, static () => []);
}
