using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Migrations;

/// <summary>PostgreSQL's own programs.</summary>
internal static class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The path of a program: in the given folder, of the newest version that Debian has installed, or on the PATH; null when it is nowhere.</summary>
    public static string? Find(string program, string? folder = null)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var debian = Directory.Exists(DebianFolder)
            ? Directory.EnumerateDirectories(DebianFolder)
                .OrderByDescending(path => double.TryParse(Path.GetFileName(path), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        string[] folders = folder is not null ? [folder] : [.. debian, .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        return folders.Where(path => path.Length > 0).Select(path => Path.Combine(path, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end, with what it says kept to itself.</summary>
    /// <param name="runner">The runner of the target, which withholds what the target has not declared; null outside of a pipeline.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Environment variables beside the inherited ones.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="input">Text for its standard input.</param>
    /// <returns>Its exit code and what it said.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(
        IProcessRunner? runner, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken, string? input = null)
    {
        var command = new ToolCommand(program, [.. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            Variables = variables.ToImmutableDictionary(),
            StandardInput = input,
            ShowsOutput = false,
            MustSucceed = false,
        };
        var result = runner is null
            ? await new OwnPrograms(Path.GetTempPath(), [], new SecretMasker([])).RunAsync(command, cancellationToken).ConfigureAwait(false)
            : await runner.RunAsync(command, cancellationToken).ConfigureAwait(false);
        return (result.ExitCode, (result.StandardError + result.StandardOutput).Trim());
    }
}
