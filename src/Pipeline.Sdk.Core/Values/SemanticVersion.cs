using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk;

/// <summary>A version as <see href="https://semver.org/spec/v2.0.0.html">Semantic Versioning 2.0.0</see> defines it.</summary>
/// <param name="Major">Raised by an incompatible change.</param>
/// <param name="Minor">Raised by a compatible addition.</param>
/// <param name="Patch">Raised by a compatible repair.</param>
/// <param name="PreRelease">What stands behind <c>-</c>, or empty.</param>
/// <param name="Metadata">What stands behind <c>+</c>, or empty; it does not take part in the order.</param>
[method: JsonConstructor]
public sealed partial record SemanticVersion(int Major, int Minor, int Patch, string PreRelease = "", string Metadata = "")
    : IComparable<SemanticVersion>, IParsable<SemanticVersion>
{
    /// <summary>Reads a version.</summary>
    /// <param name="s">MAJOR.MINOR.PATCH[-PRERELEASE][+METADATA].</param>
    /// <exception cref="FormatException">The text is no semantic version.</exception>
    public static SemanticVersion Parse(string s) => Parse(s, provider: null);

    /// <inheritdoc/>
    public static SemanticVersion Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var version)
            ? version
            : throw new FormatException($"'{s}' is not a semantic version; expected MAJOR.MINOR.PATCH[-PRERELEASE][+METADATA], like 1.4.0-beta.2.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SemanticVersion result)
    {
        result = null;
        var match = Pattern().Match(s ?? "");
        if (!match.Success || !Number("major", out var major) || !Number("minor", out var minor) || !Number("patch", out var patch))
            return false;

        result = new SemanticVersion(major, minor, patch, match.Groups["pre"].Value, match.Groups["meta"].Value);
        return true;

        bool Number(string group, out int value) =>
            int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Compares by precedence (section 11 of the specification): metadata is ignored, a pre-release comes before its release.</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;

        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return numbers != 0 ? numbers : ComparePreRelease(PreRelease, other.PreRelease);
    }

    /// <summary>The version as text, with pre-release and metadata.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}")
        + (PreRelease.Length > 0 ? "-" + PreRelease : "")
        + (Metadata.Length > 0 ? "+" + Metadata : "");

    /// <summary>Lower precedence.</summary>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => Comparer<SemanticVersion>.Default.Compare(left, right) < 0;

    /// <summary>Higher precedence.</summary>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => Comparer<SemanticVersion>.Default.Compare(left, right) > 0;

    /// <summary>Lower or equal precedence.</summary>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => Comparer<SemanticVersion>.Default.Compare(left, right) <= 0;

    /// <summary>Higher or equal precedence.</summary>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => Comparer<SemanticVersion>.Default.Compare(left, right) >= 0;

    private static int ComparePreRelease(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
            return right.Length.CompareTo(left.Length) * (left.Length == right.Length ? 0 : 1);

        var mine = left.Split('.');
        var theirs = right.Split('.');
        for (var i = 0; i < Math.Min(mine.Length, theirs.Length); i++)
        {
            var order = CompareIdentifier(mine[i], theirs[i]);
            if (order != 0)
                return order;
        }

        return mine.Length.CompareTo(theirs.Length);
    }

    private static int CompareIdentifier(string left, string right)
    {
        var leftIsNumber = left.All(char.IsAsciiDigit);
        var rightIsNumber = right.All(char.IsAsciiDigit);
        if (leftIsNumber && rightIsNumber)
            return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

        return leftIsNumber == rightIsNumber ? string.CompareOrdinal(left, right) : leftIsNumber ? -1 : 1;
    }

    // The expression that semver.org suggests; \d would take digits of every script, and $ a line break at the end.
    [GeneratedRegex(@"^(?<major>0|[1-9][0-9]*)\.(?<minor>0|[1-9][0-9]*)\.(?<patch>0|[1-9][0-9]*)(?:-(?<pre>(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+(?<meta>[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
