using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Pipeline.Sdk.DotNet.Versioning;

namespace Pipeline.Sdk.Tasks;

/// <summary>Gives the version that the pipeline's program has computed for what is checked out, or nothing when it has not yet.</summary>
public sealed partial class FindVersion : Microsoft.Build.Utilities.Task
{
    /// <summary>The repository's root.</summary>
    [Required]
    public string Root { get; set; } = "";

    /// <summary>The lines that git said of <c>HEAD</c>.</summary>
    public string[] Head { get; set; } = [];

    /// <summary>The lines that git said of branches and tags.</summary>
    public string[] References { get; set; } = [];

    /// <summary>The version, such as <c>1.4.0-feature.1+a1b2c3d</c>; empty when it is not known.</summary>
    [Output]
    public string Version { get; private set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var file = VersionKey.FileOf(Root, string.Join('\n', Head), string.Join('\n', References), Environment.GetEnvironmentVariable);
        var kept = File.Exists(file) ? File.ReadAllText(file).Trim() : "";

        // A file that somebody has damaged is no version: the program computes it again.
        Version = SemVer().IsMatch(kept) ? kept : "";
        return true;
    }

    // From semver.org, without the names of its groups.
    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex SemVer();
}
