using System.Collections.Immutable;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>The command line that a job runs, before a shell's quoting. Every word of it is a checked name or a path of ours.</summary>
internal sealed record BuildCommand
{
    private const int LineLength = 100;

    public required ImmutableArray<string> Targets { get; init; }

    public string? Environment { get; init; }

    /// <summary>The results to read, written as the shell takes them.</summary>
    public ImmutableArray<string> Imports { get; init; } = [];

    /// <summary>Where the results go, or null.</summary>
    public string? Export { get; init; }

    public static BuildCommand For(JobPlan job, bool exports, IEnumerable<string> imports) => new()
    {
        Targets = job.Targets,
        Environment = job.Environment?.Name,
        Imports = [.. imports],
        Export = exports ? HandOff.File(job.Id) : null,
    };

    public string Bash() => Write("./build.sh", " \\\n  ");

    // The long form is split by PowerShell's own continuation.
    public string PowerShell() => Write(@".\build.cmd", " `\n  ");

    private string Write(string program, string lineBreak)
    {
        var parts = new List<string> { $"{program} {string.Join(' ', Targets)}" };
        if (Environment is not null)
            parts.Add($"--env {Environment} --yes"); // the approval is the CI environment's, given before the job starts
        parts.AddRange(Imports.Select(file => $"--import-results {file}"));
        if (Export is not null)
            parts.Add($"--export-results {Export}");

        return parts.Sum(part => part.Length + 1) <= LineLength ? string.Join(' ', parts) : string.Join(lineBreak, parts) + "\n";
    }
}
