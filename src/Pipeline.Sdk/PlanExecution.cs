using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>Plan → run, as the command line asked for it: the confirmation before, the results to hand on after.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="host">The world.</param>
internal sealed class PlanExecution(CommandLineOptions options, ProgramHost host)
{
    private string StateFolder => Path.Combine(host.Root, ".pipeline");

    /// <summary>Runs the plan, hands its results on if they are wanted, and gives the exit code.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="provided">Results that were made elsewhere.</param>
    /// <param name="results">Results that are stored, or null for a plan that can have none.</param>
    public int Run(Plan plan, ProvidedResults provided, ResultCache? results)
    {
        if (!Confirmation.Ask(plan, options, host))
            return ExitCodes.Refused;

        provided.Restore(host.Root, plan);
        using var cancellation = new RunCancellation();
        cancellation.Listen();
        var console = Console(plan);
        using var screen = console as IDisposable;
        var runner = new PlanRunner(plan, Settings(provided) with { Results = results, ShowsStoredLogs = options.Verbosity == RunVerbosity.Detailed }, console, cancellation);
        var summary = runner.Run();
        return options.ExportResults is { } file && summary.ExitCode == ExitCodes.Done
            ? Export(Path.GetFullPath(file, host.Root), runner.Results(summary), runner.Masker)
            : summary.ExitCode;
    }

    private int Export(string file, IEnumerable<TargetResult> results, SecretMasker masker)
    {
        try
        {
            ResultArchive.Export(file, host.Root, results, masker);
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

    private RunSettings Settings(ProvidedResults provided)
    {
        var now = host.Clock.GetUtcNow();
        return new RunSettings
        {
            Root = host.Root,
            StateFolder = StateFolder,
            // A digest loads the machine's cryptography library.
            StateHome = () => StateHome.Of(host.Root, host.Variable),
            ProgramFolder = AppContext.BaseDirectory,
            Clock = host.Clock,
            Checkpoint = host.Checkpoint,
            Parallel = options.Parallel ?? Environment.ProcessorCount,
            KeepGoing = options.KeepGoing,
            Rerun = (plan, step) => RerunCommand.Of(plan, step, options.Invocation.Parameters),
            Provided = provided.Outputs,
            Facts = new WorldFacts(host).ForRun(RunFolder.Claim(StateFolder, HostDetection.RunId(now)), now),
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
    });
}
