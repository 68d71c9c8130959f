namespace Pipeline.Sdk;

/// <summary>Reads the values of a run. Bodies only ever ask for what their target declared.</summary>
internal interface IValueReader
{
    /// <summary>The value behind a handle.</summary>
    T Read<T>(IValue<T> value);
}
