namespace Pipeline.Sdk.Execution.Results;

/// <summary>Files that are there whole or not at all: written beside their place and moved there.</summary>
internal static class AtomicFile
{
    /// <summary>The content, or null when there is none or it cannot be read.</summary>
    public static byte[]? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a file; its folder is made.</summary>
    /// <returns>Null, or why it could not be written; nothing is left of it then.</returns>
    public static string? TryWrite(string path, ReadOnlySpan<byte> content)
    {
        var temporary = Temporary(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
                stream.Write(content);
            File.Move(temporary, path, overwrite: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return error.Message;
        }
    }

    /// <summary>A name beside a file that nobody else has.</summary>
    public static string Temporary(string path) => string.Concat(path, ".", Guid.NewGuid().ToString("n"), ".tmp");

    /// <summary>Removes a file if it is there and may be removed.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
