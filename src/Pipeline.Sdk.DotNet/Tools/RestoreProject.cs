using System.Xml.Linq;

namespace Pipeline.Sdk.DotNet.Tools;

/// <summary>A project whose only purpose is that <c>dotnet restore</c> downloads one package.</summary>
internal static class RestoreProject
{
    // The repository's own files above this folder must not reach in.
    private static readonly string[] Walls = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>Writes it into a folder and gives its path.</summary>
    public static string Write(string folder, ToolPackage package)
    {
        Directory.CreateDirectory(folder);
        foreach (var wall in Walls)
            File.WriteAllText(Path.Combine(folder, wall), "<Project />\n");

        var project = new XElement("Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", new XElement("TargetFramework", "net10.0")),
            new XElement("ItemGroup", new XElement("PackageDownload", new XAttribute("Include", package.Id), new XAttribute("Version", $"[{package.Version}]"))));
        var path = Path.Combine(folder, "Tools.csproj");
        File.WriteAllText(path, project.ToString());
        return path;
    }
}
