using Pipeline.Sdk.Tool.Builds;

namespace Pipeline.Sdk.Tool.Doctor;

/// <summary>Looks at all that a plan needs on this machine. Nothing is changed, and no target runs.</summary>
/// <param name="script">The build whose plan it is, absolute.</param>
internal sealed class Examination(string script)
{
    private static readonly TimeSpan FeedLimit = TimeSpan.FromSeconds(10);
    private readonly string _root = Path.GetDirectoryName(script) ?? "";

    /// <summary>All findings, good ones too.</summary>
    /// <param name="planned">Targets, <c>--env</c> and parameters, as a build takes them; none for the default target.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<string> planned, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        findings.AddRange(await GitAsync(cancellationToken).ConfigureAwait(false));
        var sdk = await SdkAsync(cancellationToken).ConfigureAwait(false);
        findings.Add(sdk);
        if (sdk.Code is not null)
            return findings;

        findings.AddRange(await FeedsAsync(cancellationToken).ConfigureAwait(false));
        findings.AddRange(await new PlanExamination(script, _root).RunAsync(planned, cancellationToken).ConfigureAwait(false));
        return findings;
    }

    private async Task<IEnumerable<Finding>> GitAsync(CancellationToken cancellationToken)
    {
        if (await Captured.TryRunAsync(_root, "git", ["--version"], cancellationToken).ConfigureAwait(false) is not { } version)
            return [Findings.NoGit()];

        var git = Finding.Well("git", version.Output.Trim());
        var repository = await Captured.TryRunAsync(_root, "git", ["rev-parse", "--is-shallow-repository", "HEAD"], cancellationToken).ConfigureAwait(false);
        return repository switch
        {
            null or { ExitCode: not 0 } => [git, Findings.NoRepository()],
            { Output: var output } when output.StartsWith("true", StringComparison.Ordinal) => [git, Findings.Shallow()],
            { Output: var output } => [git, Finding.Well("repository", $"at {output.Split('\n')[1]}")],
        };
    }

    private async Task<Finding> SdkAsync(CancellationToken cancellationToken)
    {
        var result = await Captured.TryRunAsync(_root, "dotnet", ["--version"], cancellationToken).ConfigureAwait(false);
        return result is { ExitCode: 0 } ? Finding.Well(".NET SDK", result.Output.Trim()) : Findings.NoSdk("");
    }

    private async Task<IReadOnlyList<Finding>> FeedsAsync(CancellationToken cancellationToken)
    {
        var list = await Captured.TryRunAsync(_root, "dotnet", ["nuget", "list", "source", "--format", "short"], cancellationToken).ConfigureAwait(false);
        // "E https://…" is in use, "D …" is not; an "M" says that it belongs to the machine.
        var feeds = (list?.Output ?? "").Split('\n').Select(line => line.Trim().Split(' ', 2)).Where(words => words is [['E', ..], _]).Select(words => words[1]);
        using var http = new HttpClient { Timeout = FeedLimit };
        var findings = new List<Finding>();
        foreach (var feed in feeds)
            findings.Add(await FeedAsync(http, feed, cancellationToken).ConfigureAwait(false));
        return findings;
    }

    private async Task<Finding> FeedAsync(HttpClient http, string feed, CancellationToken cancellationToken)
    {
        if (!feed.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            return Directory.Exists(Path.Combine(_root, feed)) ? Finding.Well($"feed {feed}", "a folder") : Findings.FeedDown(feed, "no such folder");

        try
        {
            using var answer = await http.GetAsync(new Uri(feed), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            // One that wants to know who asks is there.
            return (int)answer.StatusCode < 500 && answer.StatusCode != System.Net.HttpStatusCode.NotFound
                ? Finding.Well($"feed {feed}", $"answers with {(int)answer.StatusCode}")
                : Findings.FeedDown(feed, $"answers with {(int)answer.StatusCode}");
        }
        catch (HttpRequestException error)
        {
            return Findings.FeedDown(feed, error.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Findings.FeedDown(feed, $"no answer in {FeedLimit.TotalSeconds:0} s");
        }
    }
}
