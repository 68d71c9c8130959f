using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Packaging;

/// <summary>Copies what goes into a release beside the program.</summary>
internal static class ReleaseContents
{
    public static void Copy(RunContext run, ReleaseContent content, string folder)
    {
        var source = run.PathOf(content.Source);
        var destination = RelativePath.Below(folder, content.Destination);
        if (File.Exists(source))
        {
            CopyFile(source, destination);
            return;
        }

        if (!Directory.Exists(source))
            throw DotNetDiagnostics.NoContent(content.Source);

        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            CopyFile(file, Path.Combine(destination, Path.GetRelativePath(source, file)));
    }

    private static void CopyFile(string source, string destination)
    {
        if (Path.GetDirectoryName(destination) is { } folder)
            Directory.CreateDirectory(folder);

        File.Copy(source, destination, overwrite: true);
    }
}
