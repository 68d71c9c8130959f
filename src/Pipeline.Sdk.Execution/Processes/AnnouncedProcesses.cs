namespace Pipeline.Sdk.Execution;

/// <summary>Says that a program is about to be started.</summary>
/// <param name="announce">Called before each program.</param>
/// <param name="inner">Runs it.</param>
internal sealed class AnnouncedProcesses(Action announce, IProcessRunner inner) : IProcessRunner
{
    public Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        announce();
        return inner.RunAsync(command, cancellationToken);
    }
}
