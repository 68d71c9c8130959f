using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>
/// What stands in the project files of a repository before MSBuild works it out. MSBuild tells which files an item has, but not by which pattern: a file
/// that is new tomorrow is found only by that.
/// </summary>
internal sealed partial class ProjectTexts
{
    private static readonly EnumerationOptions _options = new() { RecurseSubdirectories = false, AttributesToSkip = FileAttributes.None };
    private static readonly HashSet<string> _notEntered = new(StringComparer.Ordinal) { ".git", ".pipeline", "bin", "obj", "node_modules" };

    // They work with any argument; another function may fail in a project that does not import the file.
    private static readonly string[] _harmless = ["GetDirectoryNameOfFileAbove", "GetPathOfFileAbove", "EnsureTrailingSlash", "ValueOrDefault"];

    private readonly HashSet<string> _items = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<ProjectExpression> _expressions = [];

    /// <summary>The types of all items that are declared.</summary>
    public IReadOnlyCollection<string> Items => _items;

    /// <summary>The texts that name files.</summary>
    public IReadOnlyCollection<ProjectExpression> Expressions => _expressions;

    /// <summary>Reads all project files below a folder. One that is no XML is left to MSBuild, which says so if it is used.</summary>
    public static ProjectTexts Of(string root)
    {
        var texts = new ProjectTexts();
        foreach (var file in Files(root))
        {
            try
            {
                texts.Read(file, XDocument.Load(file));
            }
            catch (XmlException)
            {
            }
        }

        return texts;
    }

    private static IEnumerable<string> Files(string root)
    {
        var open = new Stack<string>([root]);
        while (open.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", _options))
            {
                if (entry is DirectoryInfo { LinkTarget: null } && !_notEntered.Contains(entry.Name))
                    open.Push(entry.FullName);
                else if (entry is FileInfo && IsProject(entry.Extension))
                    yield return entry.FullName;
            }
        }
    }

    private static bool IsProject(string extension) =>
        extension is ".props" or ".targets" or ".projitems" || extension.EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    private void Read(string file, XDocument document)
    {
        var isProject = Path.GetExtension(file).EndsWith("proj", StringComparison.OrdinalIgnoreCase);
        foreach (var element in document.Descendants())
        {
            // What a target puts together while it runs is mostly what it has made.
            if (element.Name.LocalName is "Target" || element.Ancestors().Any(ancestor => ancestor.Name.LocalName == "Target"))
                continue;

            var isImport = element.Name.LocalName is "Import" or "ImportGroup";
            if (element.Attribute("Condition")?.Value is { } condition)
            {
                foreach (Match match in Exists().Matches(condition))
                    Add("exists", match.Groups["path"].Value, file, isImport, isProject);
            }

            if (element.Parent?.Name.LocalName is "ItemGroup" or "ItemDefinitionGroup")
                _items.Add(element.Name.LocalName);
            var included = isImport ? element.Attribute("Project")?.Value : element.Attribute("Include")?.Value;
            if (included is not null && included.AsSpan().ContainsAny('*', '?'))
                Add("glob", included, file, isImport, isProject);
        }
    }

    private void Add(string kind, string text, string file, bool isRelativeToFile, bool isProject)
    {
        text = text
            .Replace("$(MSBuildThisFileDirectory)", Path.GetDirectoryName(file) + "/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildThisFileFullPath)", file, StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildThisFileName)", Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildThisFile)", Path.GetFileName(file), StringComparison.OrdinalIgnoreCase);
        if (text.Contains("@(", StringComparison.Ordinal) || text.Contains("%(", StringComparison.Ordinal) || !(isProject || IsHarmless(text)))
            return;

        _expressions.Add(new ProjectExpression(kind, file, text, isRelativeToFile, isProject));
    }

    private static bool IsHarmless(string text)
    {
        foreach (Match match in Property().Matches(text))
        {
            var inner = match.Groups["inner"].Value;
            if (!inner.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') && !_harmless.Any(name => inner.StartsWith($"[MSBuild]::{name}", StringComparison.OrdinalIgnoreCase)))
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"exists\s*\(\s*'(?<path>[^']+)'", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Exists();

    [GeneratedRegex(@"\$\((?<inner>[^()]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Property();
}
