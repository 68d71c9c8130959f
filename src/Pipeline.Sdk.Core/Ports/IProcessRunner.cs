namespace Pipeline.Sdk;

/// <summary>Runs external programs.</summary>
public interface IProcessRunner
{
    /// <summary>Runs a program to its end. Cancelling asks it to end, and kills its whole process tree after a bounded wait.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StepFailedException">It was not found, took too long, or gave an exit code other than 0.</exception>
    Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken);
}
