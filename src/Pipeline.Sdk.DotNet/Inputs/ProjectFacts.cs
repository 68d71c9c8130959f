using System.Collections.Immutable;

namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>What projects have written down of themselves, once for each target framework.</summary>
internal sealed class ProjectFacts
{
    private ProjectFacts(ImmutableArray<ProjectFact> projects) => Projects = projects;

    public ImmutableArray<ProjectFact> Projects { get; }

    public static ProjectFacts Read(string folder) => new([.. Directory.EnumerateFiles(folder).Select(file => Parse(File.ReadAllLines(file))).OrderBy(project => project.File, StringComparer.Ordinal)]);

    private static ProjectFact Parse(string[] lines)
    {
        var fact = new ProjectFact { File = lines[0]["project|".Length..] };
        foreach (var line in lines)
        {
            var bar = line.IndexOf('|', StringComparison.Ordinal);
            if (bar < 0 || bar == line.Length - 1)
                continue;

            var (kind, value) = (line[..bar], line[(bar + 1)..]);
            switch (kind)
            {
                case "defaults":
                    fact.HasDefaultItems = value.Equals("true", StringComparison.OrdinalIgnoreCase);
                    break;
                case "excludes":
                    fact.LeavesHiddenOut |= value.Split(';', StringSplitOptions.TrimEntries).Contains("**/.*/**", StringComparer.Ordinal);
                    break;
                case "item":
                    fact.Items.Add(fact.PathOf(value));
                    break;
                case "output":
                    fact.Outputs.Add(fact.PathOf(value));
                    break;
                case "glob" or "glob-here" or "exists" or "exists-here" when value.Split('|', 2) is [var from, var text] && text.Length > 0:
                    var isImport = kind.EndsWith("-here", StringComparison.Ordinal);
                    var named = isImport ? Path.GetFullPath(Slashes(text), Path.GetDirectoryName(from) ?? "/") : fact.PathOf(text);
                    fact.Named.Add((from, kind.StartsWith("glob", StringComparison.Ordinal), isImport, named));
                    break;
            }
        }

        return fact;
    }

    internal static string Slashes(string path) => OperatingSystem.IsWindows() ? path : path.Replace('\\', '/');
}
