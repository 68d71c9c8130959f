namespace Pipeline.Sdk.Parameters;

/// <summary>A file is not the JSON that was expected. It never leaves this folder: whoever reads a file makes a coded error of it.</summary>
internal sealed class JsonFileException : Exception
{
    public JsonFileException(FilePosition position, string reason)
        : base(reason) => Position = position;

    public FilePosition Position { get; }
}
