using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Pipeline.Sdk.Tool.Builds;

/// <summary>What a program said that ran to its end with nobody at its keyboard.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Captured(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program; null when there is none of that name.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="program">A name in <c>PATH</c>, or a path.</param>
    /// <param name="arguments">Its arguments; no shell takes part.</param>
    /// <param name="cancellationToken">Ends it, and all it started.</param>
    public static async Task<Captured?> TryRunAsync(string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken).ConfigureAwait(false);
            return new Captured(result.ExitCode, result.StandardOutput, result.StandardError);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The first error that it reported by a code, without the code's own line of a compiler.</summary>
    public string FirstError =>
        (Output + "\n" + Error).Split('\n').FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal) || line.Contains("PIPE", StringComparison.Ordinal))?.Trim()
        ?? Error.Trim().Split('\n')[^1];
}
