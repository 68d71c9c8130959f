using System.Globalization;

namespace Pipeline.Sdk.Execution;

/// <summary>GitLab CI: docs.gitlab.com, CI/CD job logs, custom collapsible sections. A target's name is a valid section name.</summary>
internal sealed class GitLabDialect : IHostDialect
{
    private const string Clear = "\u001b[0K";

    public CommandFence Fence { get; } = new(["section_start:", "section_end:"], []);

    public string Open(string target, GroupState state, DateTimeOffset now) =>
        $"{Clear}section_start:{Seconds(now)}:{target}{(state == GroupState.Done ? "[collapsed=true]" : "")}\r{Clear}{target}";

    public string Close(string target, bool hasFailed, DateTimeOffset now) => $"{Clear}section_end:{Seconds(now)}:{target}\r{Clear}";

    private static string Seconds(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
