using System.Reflection;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.History;
using Pipeline.Sdk.Parameters;
using Pipeline.Sdk.Planning;
using Pipeline.Sdk.Views;
using Pipeline.Sdk.Watching;

namespace Pipeline.Sdk;

/// <summary>One start of a pipeline program: command line → graph → plan → view or run.</summary>
internal sealed class PipelineProgram
{
    private readonly PipelineBuilder _build;
    private readonly ProgramHost _host;

    public PipelineProgram(PipelineBuilder build, ProgramHost host)
    {
        _build = build;
        _host = host;
    }

    private string StateFolder => Path.Combine(_host.Root, ".pipeline");

    /// <summary>Does what was asked for and gives the exit code.</summary>
    public int Run()
    {
        if (_host.Variable(InputCheck.Variable) is { } bin && InputCheck.MustRebuild(bin, _host.Root))
            return InputCheck.StaleExitCode;

        try
        {
            GenerateTargets.AddTo(_build);
            HistoryTargets.AddTo(_build);
            return RunChecked();
        }
        catch (InvalidPipelineException invalid)
        {
            return Report(invalid.Diagnostics);
        }
        finally
        {
            _host.Output.Flush();
        }
    }

    private int RunChecked()
    {
        var definition = _build.ToDefinition();
        var diagnostics = new List<Diagnostic>();
        var options = new CommandLineParser(definition).Parse(_build.Arguments, diagnostics);

        // Help must work on a pipeline that is being mended.
        switch (options.Mode)
        {
            case CommandMode.Version:
                _host.Output.WriteLine(Version());
                return ExitCodes.Done;
            case CommandMode.Completion when diagnostics.Count == 0:
                return Complete(definition, options);
            case CommandMode.Help when options.Invocation.Targets.IsEmpty:
                HelpView.Write(_host.Output, definition, options.Invocation, Facts(definition, options, []));
                return ExitCodes.Done;
        }

        var (graph, found) = GraphBuilder.Build(definition);
        diagnostics.InsertRange(0, found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        if (graph is null)
            return Report(diagnostics);

        if (options.Mode == CommandMode.Help)
            return HelpOnTargets(graph, options);
        if (options.Mode == CommandMode.List)
        {
            var current = Facts(definition, options, diagnostics);
            if (diagnostics.Count > 0)
                return Report(diagnostics);

            if (options.Format == ViewFormat.Json)
                ListJson.Write(_host.Output, graph, options.Invocation, current);
            else
                ListView.Write(_host.Output, definition, options.Invocation, current, options.Verbosity == RunVerbosity.Detailed);
            return ExitCodes.Done;
        }

        if (options.Watches && diagnostics.Count == 0)
            return new WatchLoop(_host).Run(() => PlanAndRun(graph, options, []));
        return PlanAndRun(graph, options, diagnostics);
    }

    private int PlanAndRun(TargetGraph graph, CommandLineOptions options, List<Diagnostic> diagnostics)
    {
        var definition = graph.Definition;
        var provided = ProvidedResults.Read(graph, [.. options.ImportResults.Select(file => Path.GetFullPath(file, _host.Root))], diagnostics);
        var facts = Facts(definition, options, diagnostics) with { Provided = provided.Sources };
        var result = Planner.Plan(graph, options.Invocation, facts);
        if (!result.Missing.IsEmpty)
            result = new MissingValues(graph, options, _host).Gather(facts, result, diagnostics);
        var (plan, problems) = result;
        if (plan is null || diagnostics.Count > 0)
            return Report([.. diagnostics, .. problems]);

        if (options.Watches && !plan.NeedsConfirmation.IsEmpty)
            return Report([CommandLineDiagnostics.WatchedProtected(plan.NeedsConfirmation, plan.Environment?.Name ?? "")]);

        return options.Mode switch
        {
            CommandMode.Plan => ShowPlan(plan, options),
            CommandMode.DryRun => Show(() => PlanView.WriteDryRun(_host.Output, plan)),
            _ => Execute(plan, options, provided),
        };
    }

    private int Execute(Plan plan, CommandLineOptions options, ProvidedResults provided)
    {
        if (!Confirmation.Ask(plan, options, _host))
            return ExitCodes.Refused;

        provided.Restore(_host.Root, plan);
        using var cancellation = new RunCancellation();
        cancellation.Listen();
        var console = Console(plan, options);
        using var screen = console as IDisposable;
        var runner = new PlanRunner(plan, Settings(options, provided), console, cancellation);
        var summary = runner.Run();
        if (summary.ExitCode == ExitCodes.Done && _host.Variable(JobOutputs.Variable) is { Length: > 0 } job && !WriteOutputs(job, runner))
            return ExitCodes.Failed;

        return options.ExportResults is { } file && summary.ExitCode == ExitCodes.Done
            ? Export(Path.GetFullPath(file, _host.Root), runner.Results(summary), runner.Masker)
            : summary.ExitCode;
    }

    private bool WriteOutputs(string job, PlanRunner runner)
    {
        if (JobOutputs.Write(job, _build.ToDefinition(), runner, _host) is not { } problem)
            return true;

        _host.Error.WriteLine(problem);
        return false;
    }

    private int Export(string file, IEnumerable<TargetResult> results, SecretMasker masker)
    {
        try
        {
            ResultArchive.Export(file, _host.Root, results, masker);
            return ExitCodes.Done;
        }
        catch (StepFailedException refused)
        {
            _host.Error.WriteLine(new Diagnostic(refused.Code, refused.Message));
            return ExitCodes.Failed;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The targets have run, but a later job would wait for results in vain.
            _host.Error.WriteLine(CommandLineDiagnostics.ExportFailed(file, error.Message));
            return ExitCodes.Failed;
        }
    }

    private RunSettings Settings(CommandLineOptions options, ProvidedResults provided)
    {
        var now = _host.Clock.GetUtcNow();
        var ci = HostDetection.Detect(_host.Variable);
        return new RunSettings
        {
            Root = _host.Root,
            StateFolder = StateFolder,
            // A digest loads the machine's cryptography library.
            StateHome = () => StateHome.Of(_host.Root, _host.Variable),
            ProgramFolder = AppContext.BaseDirectory,
            Clock = _host.Clock,
            Checkpoint = _host.Checkpoint,
            Parallel = options.Parallel ?? Environment.ProcessorCount,
            KeepGoing = options.KeepGoing,
            Rerun = (plan, step) => RerunCommand.Of(plan, step, options.Invocation.Parameters),
            Provided = provided.Outputs,
            Facts = new RunFacts
            {
                Id = RunFolder.Claim(StateFolder, HostDetection.RunId(now)),
                StartedAt = now,
                Actor = HostDetection.Actor(_host.Variable),
                Commit = GitHead.Read(_host.Root),
                Machine = Environment.MachineName,
                Ci = ci.Name,
                Branch = ci.Branch ?? GitHead.Branch(_host.Root),
                IsPullRequest = ci.IsPullRequest,
                RunUrl = ci.RunUrl,
                IsInteractive = _host.IsInteractive,
            },
        };
    }

    private PlanFacts Facts(PipelineDefinition definition, CommandLineOptions options, List<Diagnostic> diagnostics) => new()
    {
        Variables = _host.Variables,
        Texts = ParameterFiles.Read(_host.Root, options.Invocation.Environment, definition, diagnostics),
        Durations = DurationFile.Read(_host.Root, definition, diagnostics),
        Context = PlanContext(),
    };

    private PlanContext PlanContext()
    {
        var ci = HostDetection.Detect(_host.Variable);
        return new PlanContext
        {
            Ci = ci.Name,
            Branch = ci.Branch ?? GitHead.Branch(_host.Root),
            Commit = GitHead.Read(_host.Root),
            IsPullRequest = ci.IsPullRequest,
            IsInteractive = _host.IsInteractive,
        };
    }

    private IRunConsole Console(Plan plan, CommandLineOptions options) => RunConsoles.Create(new RunConsoleSettings
    {
        Plan = plan,
        Output = _host.Output,
        Variable = _host.Variable,
        Clock = _host.Clock,
        IsTerminal = _host.IsTerminal,
        NoColor = options.NoColor,
        Verbosity = options.Verbosity,
        Format = options.LogFormat,
    });

    private static int Show(Action view)
    {
        view();
        return ExitCodes.Done;
    }

    private int ShowPlan(Plan plan, CommandLineOptions options)
    {
        switch (options.Format)
        {
            case ViewFormat.Json:
                PlanJson.Write(_host.Output, plan);
                break;
            case ViewFormat.Html:
                HtmlPlanView.Write(_host.Output, plan);
                break;
            case ViewFormat.Mermaid:
                MermaidView.Write(_host.Output, plan);
                break;
            case ViewFormat.Dot:
                DotView.Write(_host.Output, plan);
                break;
            default:
                PlanView.Write(_host.Output, plan, options.Verbosity == RunVerbosity.Detailed);
                break;
        }

        return ExitCodes.Done;
    }

    private int Complete(PipelineDefinition definition, CommandLineOptions options)
    {
        if (options.Completion == "words")
            CompletionWords.Write(_host.Output, definition);
        else
            _host.Output.WriteLine(CompletionScripts.Of(options.Completion));
        return ExitCodes.Done;
    }

    private int HelpOnTargets(TargetGraph graph, CommandLineOptions options)
    {
        var unknown = options.Invocation.Targets.Where(name => graph.Find(name) is null).Select(name => PlanDiagnostics.UnknownTarget(name, graph.Targets.Select(target => target.Name))).ToList();
        if (unknown.Count > 0)
            return Report(unknown);

        var facts = Facts(graph.Definition, options, []);
        foreach (var name in options.Invocation.Targets)
        {
            if (graph.Find(name) is { } target)
                TargetHelpView.Write(_host.Output, graph, target, options.Invocation, facts);
        }

        return ExitCodes.Done;
    }

    private int Report(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            _host.Error.WriteLine(diagnostic);
        return ExitCodes.Usage;
    }

    private static string Version() =>
        typeof(PipelineProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
