using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Migrations;

/// <summary>File names of the tools that teams come from.</summary>
internal static partial class ForeignFileName
{
    private const long PartLimit = 10_000;
    private const int Parts = 4;

    public static MigrationFileName? Parse(string file, MigrationNaming naming) => naming switch
    {
        MigrationNaming.Evolve => Evolve(file),
        MigrationNaming.DbUp => Numbered(file, DbUpPattern()),
        _ => Numbered(file, EntityFrameworkPattern()),
    };

    /// <summary>Versions such as <c>1.2</c> as one number that keeps their order: four parts of four digits. <c>7</c> alone is packed like <c>7.0.0.0</c>.</summary>
    public static long? PackVersion(string version)
    {
        var parts = version.Split('.', '_');
        if (parts.Length > Parts) return null;

        var packed = 0L;
        for (var i = 0; i < Parts; i++)
        {
            var part = 0L;
            if (i < parts.Length && (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out part) || part >= PartLimit)) return null;
            packed = (packed * PartLimit) + part;
        }

        return packed > 0 ? packed : null;
    }

    /// <summary>A script without the transaction that Entity Framework writes around its statements: the migrator begins its own.</summary>
    public static string WithoutTransactions(string text)
    {
        var kept = new StringBuilder(text);
        foreach (Match match in TransactionPattern().Matches(text))
        {
            // Blanks, so that lines and columns of messages stay right.
            for (var i = match.Index; i < match.Index + match.Length; i++)
            {
                if (kept[i] != '\n') kept[i] = ' ';
            }
        }

        return kept.ToString();
    }

    private static MigrationFileName? Evolve(string file)
    {
        var match = EvolvePattern().Match(file);
        if (!match.Success) return null;

        var name = match.Groups["name"].Value;
        if (match.Groups["kind"].ValueSpan is "R") return match.Groups["version"].Length == 0 ? new MigrationFileName(MigrationKind.Repeatable, 0, name, false) : null;

        return PackVersion(match.Groups["version"].Value) is { } version ? new MigrationFileName(MigrationKind.Versioned, version, name, false) : null;
    }

    private static MigrationFileName? Numbered(string file, Regex pattern)
    {
        var match = pattern.Match(file);
        return match.Success && long.Parse(match.Groups["version"].ValueSpan, CultureInfo.InvariantCulture) is > 0 and var version
            ? new MigrationFileName(MigrationKind.Versioned, version, match.Groups["name"].Value, false)
            : null;
    }

    [GeneratedRegex(@"\A(?<kind>[VR])(?<version>[0-9][0-9._]*?)?__(?<name>.+)\.sql\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EvolvePattern();

    [GeneratedRegex(@"\A[A-Za-z]*?[ _-]*(?<version>[0-9]{1,18})(?<name>.*)\.sql\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DbUpPattern();

    [GeneratedRegex(@"\A(?<version>[0-9]{14})_(?<name>.+)\.sql\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EntityFrameworkPattern();

    [GeneratedRegex(@"^[ \t]*(BEGIN TRANSACTION|START TRANSACTION|BEGIN|COMMIT)[ \t]*;[ \t]*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TransactionPattern();
}
