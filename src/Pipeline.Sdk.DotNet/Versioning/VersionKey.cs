using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.DotNet.Versioning;

/// <summary>
/// Names all that a version is computed from, so that it is computed once for each. Compiled into the MSBuild task too: a build that finds the name's file
/// asks no program.
/// </summary>
internal static class VersionKey
{
    /// <summary>The version of GitVersion.</summary>
    public const string GitVersion = "6.8.2";

    /// <summary>The arguments of git that tell which commit and branch are checked out.</summary>
    public const string Head = "rev-parse --is-shallow-repository HEAD --symbolic-full-name HEAD";

    /// <summary>The arguments of git that list all branches and tags with their commits.</summary>
    public const string References = "for-each-ref";

    // How CI systems name the branch of a checkout that is on none.
    private static readonly string[] _variables =
        ["GITHUB_REF", "GITHUB_HEAD_REF", "BUILD_SOURCEBRANCH", "CI_COMMIT_BRANCH", "CI_COMMIT_REF_NAME", "CI_COMMIT_TAG", "BRANCH_NAME", "GIT_BRANCH", "BUILDKITE_BRANCH"];

    private static readonly string[] _configurations = ["GitVersion.yml", "GitVersion.yaml", ".GitVersion.yml", ".GitVersion.yaml"];

    /// <summary>The file that holds the version, whether it is there or not.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="head">What git said to <see cref="Head"/>.</param>
    /// <param name="references">What git said to <see cref="References"/>.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static string FileOf(string root, string head, string references, Func<string, string?> variable)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, GitVersion);
        AddLines(hash, head);
        AddLines(hash, references);
        foreach (var name in _variables)
            Add(hash, variable(name) ?? "");
        foreach (var file in Folders(root).SelectMany(folder => _configurations.Select(name => Path.Combine(folder, name))))
            Add(hash, File.Exists(file) ? File.ReadAllText(file) : "");

        return Path.Combine(root, ".pipeline", "versions", Convert.ToHexStringLower(hash.GetHashAndReset())[..32] + ".txt");
    }

    // GitVersion takes its configuration from the folder that it is asked for, or from the root of git's repository, which may be one above.
    private static IEnumerable<string> Folders(string root)
    {
        for (var folder = Path.GetFullPath(root); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
            if (Path.Exists(Path.Combine(folder, ".git"))) yield break;
        }
    }

    // One reader keeps the line ends of git, the other has the lines.
    private static void AddLines(IncrementalHash hash, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Trim() is { Length: > 0 } words)
                Add(hash, words);
        }

        Add(hash, "");
    }

    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}
