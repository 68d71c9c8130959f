using System.Collections.Immutable;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Which programs a run used, in which versions. Only programs that are known to do nothing else when asked are asked, all at once, and never for long: a
/// script that takes <c>--version</c> for a target's name must not be started by a record.
/// </summary>
internal static class ToolVersions
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);
    private static readonly string[] _known = ["dotnet", "git", "node", "npm", "docker", "kubectl", "helm", "terraform", "psql", "pg_dump", "cmake", "python3"];

    /// <summary>The programs of all steps, by name.</summary>
    /// <param name="steps">What the steps ran.</param>
    /// <param name="programs">Asks; called only when a step ran a program.</param>
    /// <param name="cancellationToken">Ends the questions; what is not answered then has no version.</param>
    public static ImmutableArray<ToolVersion> Of(ImmutableArray<StepResult> steps, Func<OwnPrograms> programs, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (!step.Commands.IsEmpty)
                return Ask(steps, programs(), cancellationToken);
        }

        return [];
    }

    private static ImmutableArray<ToolVersion> Ask(ImmutableArray<StepResult> steps, OwnPrograms programs, CancellationToken cancellationToken)
    {
        var files = steps.SelectMany(step => step.Commands).Select(command => command.Program).Where(file => file.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var versions = Task.WhenAll(files.Select(file => AskAsync(file, programs, cancellationToken))).GetAwaiter().GetResult();
        return [.. versions.Distinct().OrderBy(tool => tool.Name, StringComparer.Ordinal).ThenBy(tool => tool.Version, StringComparer.Ordinal)];
    }

    private static async Task<ToolVersion> AskAsync(string file, OwnPrograms programs, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(file);
        if (!IsKnown(file, name))
            return new ToolVersion(name, null);

        var question = new ToolCommand(file, name switch
        {
            "kubectl" => ["version", "--client"],
            "helm" or "terraform" => ["version"],
            _ => ["--version"],
        })
        {
            Timeout = _limit,
        };
        var said = await programs.AskAsync(question, cancellationToken).ConfigureAwait(false);
        return new ToolVersion(name, said is null ? null : FirstLine(said));
    }

    // A relative path is the repository's own script, whatever its name is.
    private static bool IsKnown(string file, string name) => (file == name || Path.IsPathRooted(file)) && _known.Contains(name, StringComparer.Ordinal);

    private static string? FirstLine(string said)
    {
        var text = OutputCleaner.CleanText(said).Trim();
        return text.Length == 0 ? null : text.Split('\n')[0].TrimEnd();
    }
}
