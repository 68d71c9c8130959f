using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.DotNet.Commands;

namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>Makes patterns of what MSBuild said: more rather than less, so that no file that counts is left out.</summary>
internal sealed class InputPatterns
{
    // Looked for in the folder of a project and in all folders above it, up to the root.
    private static readonly string[] _above =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", ".editorconfig", ".globalconfig", "global.json",
        "nuget.config", "NuGet.config", "NuGet.Config",
    ];

    // Folders that ** of a pattern does not enter.
    private static readonly string[] _notEntered = ["bin", "obj", "node_modules"];

    private readonly string _root;
    private readonly ProjectFacts _facts;
    private readonly IReadOnlySet<string> _imports;
    private readonly List<string> _outputs;
    private readonly List<string> _folders;

    public InputPatterns(string root, ProjectFacts facts, IReadOnlySet<string> imports)
    {
        (_root, _facts, _imports) = (root, facts, imports);
        var projectFolders = facts.Projects.Select(project => project.Folder).Distinct(StringComparer.Ordinal).ToList();

        // A folder that also holds a project is no folder of outputs only, whatever a property says.
        _outputs = Outermost(facts.Projects.SelectMany(project => project.Outputs).Select(Path.TrimEndingDirectorySeparator)
            .Where(output => RelativePath.Relative(output, root) is { } path && path != "." && !projectFolders.Exists(folder => IsIn(folder, output))));
        _folders = Outermost(facts.Projects.Where(project => project.HasDefaultItems).Select(project => project.Folder));
    }

    public InputAnswer Answer(List<string> solutions)
    {
        var read = new SortedSet<string>(StringComparer.Ordinal);
        var inputs = new SortedSet<string>(StringComparer.Ordinal);
        var projects = _facts.Projects.Select(project => project.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in projects.Concat(_imports).Concat(solutions).Concat(FilesAbove()).Concat(RestoreFiles()))
        {
            if (Relative(file) is not { } path)
                continue;

            read.Add(path);
            if (!IsOutput(file))
                AddFile(inputs, file);
        }

        foreach (var (_, wasGlob, isImport, path) in _facts.Projects.SelectMany(project => project.Named).Where(named => projects.Contains(named.From) || _imports.Contains(named.From)))
        {
            if (Relative(path) is not { } pattern || pattern == "." || IsOutput(path))
                continue;

            // A list may hold both: Include="a.cs;generated/*.cs".
            var isGlob = wasGlob && path.AsSpan().ContainsAny('*', '?');

            // A condition may ask for a folder, which stands for all that is in it when it is there.
            if (!isGlob || isImport)
                read.Add(Pattern(pattern));
            if (isGlob && !_folders.Exists(folder => IsIn(FixedPart(path), folder)))
                inputs.Add(Pattern(pattern));
            if (!isGlob && !Directory.Exists(path))
                AddFile(inputs, path);
        }

        var files = _facts.Projects.SelectMany(project => project.Items).Distinct(StringComparer.Ordinal).Where(item => Relative(item) is not null && !IsOutput(item) && File.Exists(item)).ToList();
        foreach (var file in files)
            AddFile(inputs, file);
        foreach (var folder in _folders)
            inputs.Add(Relative(folder) is "." or null ? "**" : Relative(folder) + "/**");
        return new InputAnswer([.. inputs, .. Exclusions([.. files, .. _imports])], [.. read]);
    }

    private static List<string> Outermost(IEnumerable<string> folders)
    {
        var outer = new List<string>();
        foreach (var folder in folders.Distinct(StringComparer.Ordinal).OrderBy(folder => folder.Length))
        {
            if (!outer.Exists(other => IsIn(folder, other)))
                outer.Add(folder);
        }

        return outer;
    }

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == Path.DirectorySeparatorChar || folder.EndsWith(Path.DirectorySeparatorChar));

    // The part of a pattern before its first wild card, as a folder.
    private static string FixedPart(string pattern) => Path.GetDirectoryName(pattern[..pattern.AsSpan().IndexOfAny('*', '?')]) ?? pattern;

    // MSBuild lets ** stand beside other characters, where it means what * means.
    private static string Pattern(string glob) => string.Join('/', glob.Split('/').Select(part => part == "**" ? part : part.Replace("**", "*", StringComparison.Ordinal)));

    private string? Relative(string file) => RelativePath.Relative(file, _root);

    private bool IsOutput(string file) => _outputs.Exists(output => IsIn(file, output)) || Relative(file)?.StartsWith(".pipeline/", StringComparison.Ordinal) == true;

    private void AddFile(SortedSet<string> inputs, string file)
    {
        if (Relative(file) is not { } path)
            return;

        var folder = _folders.Find(folder => IsIn(file, folder));
        var names = path.Split('/');
        var from = folder is null ? names.Length : Relative(folder) is { } start && start != "." ? start.Split('/').Length : 0;
        var left = Array.FindIndex(names, Math.Min(from, names.Length - 1), name => _notEntered.Contains(name, StringComparer.Ordinal));

        // A source folder that is called bin counts whole, as it does for MSBuild.
        if (folder is null)
            inputs.Add(path);
        else if (left >= 0 && left < names.Length - 1)
            inputs.Add(string.Join('/', names, 0, left + 1));
    }

    private IEnumerable<string> FilesAbove()
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in _facts.Projects)
        {
            for (var folder = project.Folder; folder.Length >= _root.Length && folders.Add(folder); folder = Path.GetDirectoryName(folder) ?? "")
            {
                foreach (var name in _above)
                    yield return Path.Combine(folder, name);
            }

            yield return Path.Combine(project.Folder, "packages.lock.json");
            yield return project.File + ".user";
        }
    }

    // What a restore generates is not an input, but it decides on imports: after the first restore MSBuild is asked once more.
    private IEnumerable<string> RestoreFiles() =>
        from project in _facts.Projects
        from output in project.Outputs
        where File.Exists(Path.Combine(output, Path.GetFileName(project.File) + ".nuget.g.props")) || output.Contains("obj", StringComparison.Ordinal)
        from extension in (string[])[".nuget.g.props", ".nuget.g.targets"]
        select Path.Combine(output, Path.GetFileName(project.File) + extension);

    private IEnumerable<string> Exclusions(List<string> files)
    {
        foreach (var output in _outputs)
        {
            if (_folders.Exists(folder => IsIn(output, folder)))
                yield return $"!{Relative(output)}";
        }

        foreach (var folder in _folders)
        {
            // Where there are several frameworks, the project before one is chosen does not know.
            if (_facts.Projects.Where(project => IsIn(project.Folder, folder)).GroupBy(project => project.File).All(file => file.Any(project => project.LeavesHiddenOut)) && !files.Exists(file => IsIn(file, folder) && IsHidden(file, folder)))
                yield return Relative(folder) is "." or null ? "!**/.*/**" : $"!{Relative(folder)}/**/.*/**";
        }
    }

    private static bool IsHidden(string file, string folder) => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[..^1].Any(name => name.StartsWith('.'));
}
