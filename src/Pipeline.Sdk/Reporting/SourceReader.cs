using System.Collections.Immutable;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>Reads the source lines around the remarks of a run, as they are in the checkout now.</summary>
/// <param name="root">The repository's root, absolute.</param>
/// <param name="mask">Takes secrets out of a text.</param>
internal sealed class SourceReader(string root, Func<string, string> mask)
{
    private const int Around = 3;
    private const int LongestLine = 400;
    private const int MostExcerpts = 200;
    private const long LargestFile = 4 * 1024 * 1024;

    private readonly Dictionary<string, string[]?> _files = new(StringComparer.Ordinal);

    public ImmutableDictionary<(string File, int Line), SourceExcerpt> Read(RunRecord run)
    {
        var excerpts = ImmutableDictionary.CreateBuilder<(string, int), SourceExcerpt>();
        foreach (var remark in run.Steps.SelectMany(step => step.Annotations))
        {
            if (remark is { File: { } file, Line: { } line } && excerpts.Count < MostExcerpts && !excerpts.ContainsKey((file, line)) && Excerpt(file, line) is { } excerpt)
                excerpts.Add((file, line), excerpt);
        }

        return excerpts.ToImmutable();
    }

    private SourceExcerpt? Excerpt(string file, int line)
    {
        if (!_files.TryGetValue(file, out var lines))
            _files.Add(file, lines = Lines(file));
        if (lines is null || line < 1 || line > lines.Length)
            return null;

        var first = Math.Max(1, line - Around);
        return new SourceExcerpt(first, [.. lines[(first - 1)..Math.Min(lines.Length, line + Around)].Select(Shown)]);
    }

    private string Shown(string line)
    {
        var text = mask(OutputCleaner.CleanText(line));
        return text.Length > LongestLine ? text[..LongestLine] + "…" : text;
    }

    // A remark may name any file of the machine; the report shows those of the repository and no other, through whatever links.
    private string[]? Lines(string file)
    {
        try
        {
            var path = RealPath.Of(Path.GetFullPath(file, root));
            var inside = RealPath.Of(root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
            return path.StartsWith(inside, StringComparison.Ordinal) && new FileInfo(path) is { Exists: true, Length: < LargestFile } ? File.ReadAllLines(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The remark itself is shown; its lines are a help that may be missing.
            return null;
        }
    }
}
