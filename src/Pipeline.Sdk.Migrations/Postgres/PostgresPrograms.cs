using System.Collections.Immutable;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

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

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken, string? input = null)
    {
        var result = await Cli.Wrap(program)
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithArguments(arguments)
            .WithWorkingDirectory(Path.GetTempPath())
            .WithEnvironmentVariables(variables.ToImmutableDictionary())
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken)
            .ConfigureAwait(false);
        return (result.ExitCode, (result.StandardError + result.StandardOutput).Trim());
    }
}
