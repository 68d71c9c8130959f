using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a file's name says: <c>V0001__create_deployments.up.sql</c>.</summary>
internal sealed partial record MigrationFileName(long Version, string Name, bool IsDown)
{
    public static MigrationFileName? Parse(string file)
    {
        var match = Pattern().Match(file);

        // Eighteen digits always fit a long.
        return match.Success && long.Parse(match.Groups["version"].ValueSpan, CultureInfo.InvariantCulture) is > 0 and var version
            ? new MigrationFileName(version, match.Groups["name"].Value, match.Groups["direction"].ValueSpan is ".down")
            : null;
    }

    [GeneratedRegex(@"\AV(?<version>[0-9]{1,18})__(?<name>[A-Za-z0-9_-]+)(?<direction>\.up|\.down)?\.sql\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
