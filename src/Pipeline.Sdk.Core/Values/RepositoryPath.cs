using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Pipeline.Sdk;

/// <summary>
/// A path that is relative to the repository's root, or absolute. <c>/</c> and <c>\</c> are both read as separators and <c>.</c>, <c>..</c> and empty
/// parts are worked out, so that one text means the same place on every system and two texts of one place are equal.
/// </summary>
/// <remarks>Nothing looks at the disk: the path need not exist, and links are not followed.</remarks>
public sealed record RepositoryPath : IParsable<RepositoryPath>
{
    /// <summary>Reads a path.</summary>
    /// <param name="value">Relative to the repository's root, or absolute: <c>/…</c>, <c>C:\…</c>, <c>\\server\share\…</c>.</param>
    /// <exception cref="FormatException">The text is empty, holds a NUL, or names a drive without a place on it (<c>C:file</c>).</exception>
    [JsonConstructor]
    public RepositoryPath(string value) =>
        Value = Normalize(value) ?? throw new FormatException($"'{value}' is not a path; expected one relative to the repository's root, like artifacts/packages, or an absolute one.");

    /// <summary>The path with <c>/</c> between its parts; <c>.</c> is the root itself.</summary>
    public string Value { get; }

    /// <summary>Whether it is absolute.</summary>
    [JsonIgnore]
    public bool IsAbsolute => IsRooted(Value);

    /// <summary>Whether it stays inside of the repository for its text alone: relative, and not beginning with <c>..</c>.</summary>
    [JsonIgnore]
    public bool IsInside => !IsAbsolute && Value != ".." && !Value.StartsWith("../", StringComparison.Ordinal);

    /// <summary>The absolute path, with the separators of this system.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    public string In(string root) => System.IO.Path.GetFullPath(Value, root);

    /// <summary>Reads a path.</summary>
    /// <param name="s">Relative to the repository's root, or absolute.</param>
    /// <exception cref="FormatException">The text is no path.</exception>
    public static RepositoryPath Parse(string s) => new(s);

    /// <inheritdoc/>
    public static RepositoryPath Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out RepositoryPath result)
    {
        result = Normalize(s) is { } normal ? new RepositoryPath(normal) : null;
        return result is not null;
    }

    /// <summary>The path with <c>/</c> between its parts.</summary>
    public override string ToString() => Value;

    private static string? Normalize(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal))
            return null;

        var path = text.Replace('\\', '/');
        var root = Root(path);

        // On its drive, "C:file" is relative to a folder that only Windows knows.
        if (root.Length == 0 && HasDrive(path))
            return null;

        var parts = new List<string>();
        foreach (var part in path[root.Length..].Split('/'))
        {
            if (part.Length == 0 || part == ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (root.Length == 0)
                parts.Add(part);
        }

        var normal = root + string.Join('/', parts);
        return normal.Length == 0 ? "." : normal;
    }

    private static bool IsRooted(string path) => Root(path).Length > 0;

    private static bool HasDrive(string path) => path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':';

    private static string Root(string path) =>
        path.StartsWith("//", StringComparison.Ordinal) ? "//"
        : path[0] == '/' ? "/"
        : HasDrive(path) && path.Length > 2 && path[2] == '/' ? path[..3]
        : "";
}
