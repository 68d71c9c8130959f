using System.Text.RegularExpressions;
using Pipeline.Sdk.Tool.Builds;

namespace Pipeline.Sdk.Tool.Repositories;

/// <summary>A row of the table.</summary>
/// <param name="Name">The checkout's folder.</param>
/// <param name="State">What became of its files.</param>
/// <param name="Remark">The files that were written or are stale, or why it failed.</param>
internal sealed partial record RepositoryOutcome(string Name, RepositoryState State, string Remark)
{
    private const string Stale = "PIPE0321";

    /// <summary>Reads what <c>build.sh Generate</c> said.</summary>
    public static RepositoryOutcome Of(string name, Captured build)
    {
        if (build.ExitCode == 0)
        {
            var written = string.Join(", ", Written().Matches(build.Output).Select(match => match.Groups[1].Value));
            return new RepositoryOutcome(name, written.Length > 0 ? RepositoryState.Written : RepositoryState.UpToDate, written);
        }

        // What a pipeline without workflows says of a target and an option that come with them.
        if (NoTarget().IsMatch(build.Error))
            return new RepositoryOutcome(name, RepositoryState.NoWorkflows, "");

        var stale = StaleFile().Matches(build.Output).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        return stale.Count > 0
            ? new RepositoryOutcome(name, RepositoryState.Stale, string.Join(", ", stale))
            : new RepositoryOutcome(name, RepositoryState.Failed, build.FirstError);
    }

    [GeneratedRegex(@"^(?:.*\| )?(\S.*) written\r?$", RegexOptions.Multiline)]
    private static partial Regex Written();

    [GeneratedRegex("error PIPE020[12]: .*'(Generate|--check)'")]
    private static partial Regex NoTarget();

    [GeneratedRegex(@"^(?:.*\| )?(\S+?)\(\d+,1\): error " + Stale, RegexOptions.Multiline)]
    private static partial Regex StaleFile();
}
