using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Runs programs on the pipeline's own behalf and not for a target: a question to git, a CI system's agent. They inherit no secret at all, nothing of
/// what they write is shown or kept in a log, and whoever does not end in time is killed with all it started.
/// </summary>
/// <param name="root">The repository's root, absolute.</param>
/// <param name="parameters">All that the pipeline declares.</param>
/// <param name="masker">Masks what is said of a failure, and what <see cref="AskAsync"/> returns.</param>
internal sealed class OwnPrograms(string root, ImmutableArray<ParameterDefinition> parameters, SecretMasker masker)
{
    private readonly ChildEnvironment _environment = new(parameters);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="StepFailedException">It was not found, took too long, or gave an exit code other than 0.</exception>
    /// <exception cref="OperationCanceledException">It was ended by the token, at once.</exception>
    public Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken) =>
        new CliWrapProcessRunner(step: null, root, new Silence(), masker, _environment, grace: TimeSpan.Zero, cancellationToken).RunAsync(command, cancellationToken);

    /// <summary>Runs a program whose answer is nice to have.</summary>
    /// <returns>What it wrote to standard output, masked; null when it could not be started, failed, or took too long.</returns>
    public async Task<string?> AskAsync(ToolCommand question, CancellationToken cancellationToken)
    {
        try
        {
            return masker.Mask((await RunAsync(question, cancellationToken).ConfigureAwait(false)).StandardOutput);
        }
        catch (Exception error) when (error is StepFailedException or OperationCanceledException)
        {
            return null;
        }
    }

    private sealed class Silence : IProcessLog
    {
        public void Output(string message)
        {
        }

        public void Detail(string message)
        {
        }

        public void Command(string commandLine, int? exitCode, TimeSpan duration, string program)
        {
        }
    }
}
