namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>A folder that goes away with the test. Its name has a blank in it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("pipeline templates ").FullName;

    public string PathOf(string relative) => Path.Combine(Root, relative);

    public TempFolder Write(string relative, string content)
    {
        var path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.WriteAllText(path, content.ReplaceLineEndings("\n"));
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
