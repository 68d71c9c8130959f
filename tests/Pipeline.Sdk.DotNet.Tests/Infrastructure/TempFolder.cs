namespace Pipeline.Sdk.DotNet.Tests.Infrastructure;

/// <summary>A folder that goes away with the test.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Root = Directory.CreateTempSubdirectory("pipeline-dotnet-").FullName;

    public string Root { get; }

    public TempFolder Write(string path, string content)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? Root);
        File.WriteAllText(full, content.ReplaceLineEndings("\n"));
        return this;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Dispose()
    {
        // git marks its objects as read-only, which Windows takes at its word.
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            if (OperatingSystem.IsWindows())
                File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Root, recursive: true);
    }
}
