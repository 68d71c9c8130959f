using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Pipeline.Sdk;

/// <summary>Opens for runs of branches and tags of certain names.</summary>
internal sealed class RefGate(ImmutableArray<string> branches, ImmutableArray<string> tags) : IGate
{
    public ImmutableArray<string> Branches { get; } = branches;

    public ImmutableArray<string> Tags { get; } = tags;

    public string Name => string.Join(" or ", ((string[])[Branches.IsEmpty ? "" : "branch " + string.Join(',', Branches), Tags.IsEmpty ? "" : "tag " + string.Join(',', Tags)]).Where(part => part.Length > 0));

    public ValueTask<GateAnswer> AskAsync(GateQuestion question, CancellationToken cancellationToken)
    {
        var run = question.Run;
        if (run.IsPullRequest)
            return ValueTask.FromResult(GateAnswer.Refuse($"It takes no release of a pull request, only of {Name}."));

        return ValueTask.FromResult(Matches(Branches, run.Branch) || Matches(Tags, run.Tag)
            ? GateAnswer.Open
            : GateAnswer.Refuse($"It takes releases of {Name} only; this run is of {(run.Tag is { } tag ? $"tag '{tag}'" : run.Branch is { } branch ? $"branch '{branch}'" : "no branch that is known")}."));
    }

    private static bool Matches(ImmutableArray<string> patterns, string? name) =>
        name is not null && patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
