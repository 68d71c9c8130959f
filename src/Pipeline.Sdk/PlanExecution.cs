using System.Runtime.CompilerServices;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Planning;
using Pipeline.Sdk.Reporting;
using Pipeline.Sdk.Telemetry;

namespace Pipeline.Sdk;

/// <summary>Plan → run, as the command line asked for it: the confirmation before, the results to hand on after.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="host">The world.</param>
/// <param name="checkout">The stored results of the checkout.</param>
/// <param name="warn">Hears of what went wrong and changes no outcome.</param>
/// <param name="definition">Gives the pipeline as its author typed it.</param>
internal sealed class PlanExecution(CommandLineOptions options, ProgramHost host, Func<CheckoutStore> checkout, Action<string> warn, Func<PipelineDefinition> definition)
{

    /// <summary>Runs the plan, hands its results on if they are wanted, and gives the exit code.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="provided">Results that were made elsewhere.</param>
    /// <param name="results">Results that are stored, or null for a plan that can have none.</param>
    public int Run(Plan plan, ProvidedResults provided, ResultCache? results)
    {
        if (!Confirmation.Ask(plan, options, host) || !new EnvironmentGates(host).Ask(plan, provided.Named))
            return ExitCodes.Refused;

        provided.Restore(plan, checkout);
        using var cancellation = new RunCancellation();
        cancellation.Listen();
        var telemetry = Telemetry();
        using var sent = telemetry as IDisposable;
        var console = Console(plan);
        if (telemetry is not null)
            console = new TracedConsole(console, telemetry, plan);
        using var screen = console as IDisposable;
        var runner = new PlanRunner(plan, Settings(provided) with { Results = results, Telemetry = telemetry, ShowsStoredLogs = options.Verbosity == RunVerbosity.Detailed }, console, cancellation);
        var summary = runner.Run();
        if (summary.ExitCode == ExitCodes.Done && host.Variable(JobOutputs.Variable) is { Length: > 0 } job && !WriteOutputs(job, runner))
            return ExitCodes.Failed;

        return Keep(summary, new Finished(runner, provided, results));
    }

    private bool WriteOutputs(string job, PlanRunner runner)
    {
        if (JobOutputs.Write(job, definition(), runner, host) is not { } problem)
            return true;

        host.Error.WriteLine(problem);
        return false;
    }

    private int Keep(RunSummary summary, Finished run)
    {
        var file = options.ExportResults is { } name ? Path.GetFullPath(name, host.Root) : null;
        if (summary.ExitCode == ExitCodes.Done)
            return file is null ? ExitCodes.Done : Export(file, summary, run);

        // What a run finished that did not do all that was asked for is kept for --resume.
        if (summary.Plan.Steps.Length > 1 || file is not null)
            new FailedRun(host.Root, host.StateFolder, warn).Keep(file, () => Results(run).ForResume(summary, run.Runner.Output, warn), () => Manifest(summary, isComplete: false));
        return summary.ExitCode;
    }

    private int Export(string file, RunSummary summary, Finished run)
    {
        try
        {
            ResultArchive.Export(file, Manifest(summary, isComplete: true), Results(run).ForOthers(summary, run.Runner.Output));
            return ExitCodes.Done;
        }
        catch (StepFailedException refused)
        {
            host.Error.WriteLine(new Diagnostic(refused.Code, refused.Message));
            return ExitCodes.Failed;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The targets have run, but a later job would wait for results in vain.
            host.Error.WriteLine(CommandLineDiagnostics.ExportFailed(file, error.Message));
            return ExitCodes.Failed;
        }
    }

    private HandoffResults Results(Finished run) => new(checkout(), run.Provided.Results(), run.Results, run.Runner.Masker);

    private HandoffManifest Manifest(RunSummary summary, bool isComplete)
    {
        var now = isComplete || summary.Tree is null
            ? null
            : TreeState.PrintAsync(new OwnPrograms(host.Root, summary.Plan.Graph.Definition.Parameters, new SecretMasker([])), host.Root, CancellationToken.None).GetAwaiter().GetResult();
        return new HandoffManifest
        {
            Run = summary.Facts.Id,
            IsComplete = isComplete,
            System = HandoffManifest.ThisSystem,
            Program = host.ProgramPrint(),
            Commit = summary.Facts.Commit ?? "",
            Tree = summary.Tree is { } tree && tree == now ? tree : "",
            Environment = summary.Plan.Environment?.Name ?? "",
            Targets = summary.Plan.Requested,
            Parameters = [.. options.Invocation.Parameters],
        };
    }

    private IRunTelemetry? Telemetry() => string.IsNullOrEmpty(host.Variable("OTEL_EXPORTER_OTLP_ENDPOINT")) ? null : Traced();

    // A method of its own: entering it loads OpenTelemetry.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private IRunTelemetry? Traced() => RunTelemetry.Create(host.Variable, host.Root, problem => host.Error.WriteLine(problem));

    private RunSettings Settings(ProvidedResults provided)
    {
        var now = host.Clock.GetUtcNow();
        return new RunSettings
        {
            Root = host.Root,
            StateFolder = host.StateFolder,
            // A digest loads the machine's cryptography library.
            StateHome = () => StateHome.Of(host.Root, host.Variable),
            ProgramFolder = AppContext.BaseDirectory,
            Clock = host.Clock,
            Variable = host.Variable,
            Checkpoint = host.Checkpoint,
            Programs = host.Programs,
            Parallel = options.Parallel ?? Environment.ProcessorCount,
            KeepGoing = options.KeepGoing,
            Rerun = (plan, step) => RerunCommand.Of(plan, step, options.Invocation.Parameters),
            Provided = provided.Outputs,
            Facts = new WorldFacts(host).ForRun(RunFolder.Claim(host.StateFolder, HostDetection.RunId(now)), now),
        };
    }

    private IRunConsole Console(Plan plan) => RunConsoles.Create(new RunConsoleSettings
    {
        Plan = plan,
        Root = host.Root,
        Output = host.Output,
        Variable = host.Variable,
        Clock = host.Clock,
        IsTerminal = host.IsTerminal,
        NoColor = options.NoColor,
        Verbosity = options.Verbosity,
        Format = options.LogFormat,
        Details = summary => CiReport.Of(summary, host, warn),
    });

    private sealed record Finished(PlanRunner Runner, ProvidedResults Provided, ResultCache? Results);
}
