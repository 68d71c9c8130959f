using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a file's name says: <c>V0001__create_deployments.up.sql</c>, <c>R__live.sql</c>, <c>B0010__all.sql</c>, <c>S__countries.sql</c>.</summary>
internal sealed partial record MigrationFileName(MigrationKind Kind, long Version, string Name, bool IsDown)
{
    public static MigrationFileName? Parse(string file, bool isSeed)
    {
        var match = Pattern().Match(file);
        if (!match.Success) return null;

        var kind = match.Groups["kind"].Value switch { "V" => MigrationKind.Versioned, "B" => MigrationKind.Baseline, "R" => MigrationKind.Repeatable, _ => MigrationKind.Seed };
        var isDown = match.Groups["direction"].ValueSpan is ".down";
        var hasDirection = match.Groups["direction"].Success;
        var digits = match.Groups["version"].ValueSpan;

        // Eighteen digits always fit a long.
        var version = digits.IsEmpty ? 0 : long.Parse(digits, CultureInfo.InvariantCulture);
        var isValid = kind switch
        {
            MigrationKind.Versioned => version > 0 && !isSeed,
            MigrationKind.Baseline => version > 0 && !isSeed && !hasDirection,
            MigrationKind.Repeatable => digits.IsEmpty && !isSeed && !hasDirection,
            _ => isSeed && !hasDirection,
        };
        return isValid ? new MigrationFileName(kind, version, match.Groups["name"].Value, isDown) : null;
    }

    [GeneratedRegex(@"\A(?<kind>[VBRS])(?<version>[0-9]{1,18})?__(?<name>[A-Za-z0-9_-]+)(?<direction>\.up|\.down)?\.sql\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
