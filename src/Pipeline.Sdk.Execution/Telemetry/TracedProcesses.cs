using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Tells programs which trace they are part of, and the trace of the programs.</summary>
/// <param name="inner">Runs them.</param>
/// <param name="telemetry">Hears of them.</param>
/// <param name="step">The target that runs them.</param>
/// <param name="masker">Masks command lines.</param>
internal sealed class TracedProcesses(IProcessRunner inner, IRunTelemetry telemetry, PlanStep step, SecretMasker masker) : IProcessRunner
{
    public const string Variable = "TRACEPARENT";

    public async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var span = telemetry.CommandStarted(step, masker.Mask(command.Name), masker.Mask(command.ToString()));

        // What the author sets is the author's word.
        var told = command.Variables.ContainsKey(Variable) ? command : command with { Variables = command.Variables.SetItem(Variable, span.TraceParent) };
        try
        {
            var result = await inner.RunAsync(told, cancellationToken).ConfigureAwait(false);
            span.Finished(result.ExitCode, failure: null);
            return result;
        }
        catch (Exception failure)
        {
            span.Finished(exitCode: null, failure);
            throw;
        }
    }
}
