using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Sdk;

/// <summary>Reads the values of a run. Bodies only ever ask for what their target declared.</summary>
internal interface IValueReader
{
    /// <summary>The value behind a handle.</summary>
    T Read<T>(IValue<T> value);

    /// <summary>The value behind a handle that may have none: an item that was left out has no output.</summary>
    bool TryRead<T>(IValue<T> value, [MaybeNullWhen(false)] out T found);
}
