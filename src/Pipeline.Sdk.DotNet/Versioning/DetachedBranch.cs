using System.Collections.Immutable;

namespace Pipeline.Sdk.DotNet.Versioning;

/// <summary>
/// Says which branch a detached <c>HEAD</c> stands for. GitVersion would find out by moving <c>HEAD</c> and making local branches
/// (its "normalization"), which changes the checkout under the other targets' feet.
/// </summary>
internal static class DetachedBranch
{
    private static readonly ImmutableArray<string> Trunks = ["main", "master", "develop", "trunk"];
    private static readonly ImmutableArray<string> Prefixes = ["refs/heads/", "refs/remotes/origin/", "refs/remotes/upstream/"];

    /// <summary>Chooses the branch, or null to leave it to GitVersion.</summary>
    /// <param name="references">Full names of the references whose history holds the commit.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static string? Choose(IReadOnlyCollection<string> references, Func<string, string?> variable)
    {
        // GitVersion knows the merge commits of pull requests by themselves.
        if (references.Any(name => name.StartsWith("refs/remotes/pull/", StringComparison.Ordinal)))
            return null;

        ImmutableArray<string> branches = [.. references.Select(Branch).OfType<string>().Where(name => name != "HEAD").Distinct(StringComparer.Ordinal)];
        var named = FromCi(variable);
        if (named is not null && branches.Contains(named))
            return named;

        return Trunks.FirstOrDefault(trunk => branches.Contains(trunk)) ?? branches.Order(StringComparer.Ordinal).FirstOrDefault();
    }

    // GitHub Actions, Azure Pipelines, GitLab; the first two write the full name.
    private static string? FromCi(Func<string, string?> variable)
    {
        var name = variable("GITHUB_REF") ?? variable("BUILD_SOURCEBRANCH") ?? variable("CI_COMMIT_BRANCH");
        return name is null ? null : Branch(name) ?? name;
    }

    private static string? Branch(string reference) =>
        Prefixes.FirstOrDefault(prefix => reference.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? reference[prefix.Length..] : null;
}
