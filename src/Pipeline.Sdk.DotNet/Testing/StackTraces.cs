using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Sdk.DotNet.Commands;

namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>Finds the author's line in a stack trace: the first frame whose file is in the repository.</summary>
internal static partial class StackTraces
{
    /// <summary>File relative to the root, and line; nulls when no frame has a file of the repository.</summary>
    public static (string? File, int? Line) Place(string stackTrace, string root)
    {
        foreach (Match match in Frame().Matches(stackTrace))
        {
            if (RelativePath.Relative(match.Groups["file"].Value, root) is { } relative
                && File.Exists(Path.Combine(root, relative))
                && int.TryParse(match.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            {
                return (relative, line);
            }
        }

        return (null, null);
    }

    [GeneratedRegex(@"\) in (?<file>.+?):line (?<line>\d+)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Frame();
}
