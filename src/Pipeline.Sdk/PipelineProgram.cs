using System.Runtime.CompilerServices;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;
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
    private CheckoutStore? _checkout;

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
        catch (StepFailedException failure)
        {
            // Before anything ran: a file of a result that cannot be put back, a project whose inputs cannot be told.
            return Report([new Diagnostic(failure.Code, failure.Message)]);
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
        var options = CommandLineParser.Read(definition, _build.Arguments, diagnostics);

        // Help must work on a pipeline that is being mended.
        switch (options.Mode)
        {
            case CommandMode.Version:
                _host.Output.WriteLine(SdkVersion.Text);
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
        if (options.Invocation.Environment is not null || options.Mode is CommandMode.List or CommandMode.Plan)
            Warn(ParameterFiles.OfNoEnvironment(_host.Root, definition));
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
            return new WatchLoop(_host, definition).Run(() => PlanAndRun(graph, options, []));
        return PlanAndRun(graph, options, diagnostics);
    }

    private int PlanAndRun(TargetGraph graph, CommandLineOptions options, List<Diagnostic> diagnostics)
    {
        var definition = graph.Definition;
        ProvidedResults provided;
        if (options.Resumes)
            (options, provided) = new ResumedRun(_host, Checkout(), StateFolder).Read(graph, options, ProgramIdentity(), diagnostics);
        else
            provided = ProvidedResults.Read(graph, [.. options.ImportResults.Select(file => Path.GetFullPath(file, _host.Root))], Checkout, _host.Output, diagnostics);
        if (options.Resumes && diagnostics.Count > 0)
            return Report(diagnostics);

        var facts = Facts(definition, options, diagnostics) with { Provided = provided.Sources, ProvidesRequested = options.Resumes };
        var result = Planner.Plan(graph, options.Invocation, facts);
        if (!result.Missing.IsEmpty)
            result = new MissingValues(graph, options, _host).Gather(facts, result, diagnostics);
        var (plan, problems) = result;
        if (plan is null || diagnostics.Count > 0)
            return Report([.. diagnostics, .. problems]);

        if (options.Watches && !plan.NeedsConfirmation.IsEmpty)
            return Report([CommandLineDiagnostics.WatchedProtected(plan.NeedsConfirmation, plan.Environment?.Name ?? "")]);

        // Everything about stored results is loaded only for a plan that can have one.
        var results = ResultCache.IsOf(plan) ? Results(plan, options, provided) : null;
        if (results is not null)
            plan = results.Look();
        switch (options.Mode)
        {
            case CommandMode.Plan:
                results?.Save();
                return ShowPlan(plan, options);
            case CommandMode.DryRun:
                results?.Save();
                return Show(() => PlanView.WriteDryRun(_host.Output, plan));
            default:
                return Execute(plan, options, provided, results);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ResultCache Results(Plan plan, CommandLineOptions options, ProvidedResults provided)
    {
        var cache = new ResultCache(plan, new ResultSettings
        {
            Root = _host.Root,
            Program = ProgramIdentity,
            Variable = _host.Variable,
            Clock = _host.Clock,
            IsOff = options.NoCache,
            Programs = () => new OwnPrograms(_host.Root, plan.Graph.Definition.Parameters, new SecretMasker([])),
            Warn = Warn,
        }, Checkout());
        foreach (var (target, output) in provided.Outputs)
        {
            if (plan.Graph.Find(target.Name) is { } known)
                cache.NoteProvided(known, output);
        }

        return cache;
    }

    private int Execute(Plan plan, CommandLineOptions options, ProvidedResults provided, ResultCache? results)
    {
        if (!Confirmation.Ask(plan, options, _host))
            return ExitCodes.Refused;

        provided.Restore(plan, Checkout);
        using var cancellation = new RunCancellation();
        cancellation.Listen();
        var console = Console(plan, options);
        using var screen = console as IDisposable;
        var runner = new PlanRunner(plan, Settings(options, provided) with { Results = results, ShowsStoredLogs = options.Verbosity == RunVerbosity.Detailed }, console, cancellation);
        var summary = runner.Run();
        return Kept(summary, plan, options, new Finished(runner, provided, results));
    }

    // The results of a run that did not do all that was asked for are kept for --resume.
    private int Kept(RunSummary summary, Plan plan, CommandLineOptions options, Finished run)
    {
        var file = options.ExportResults is { } name ? Path.GetFullPath(name, _host.Root) : null;
        if (summary.ExitCode == ExitCodes.Done)
            return file is null ? ExitCodes.Done : Export(file, summary, options, run);

        if (plan.Steps.Length > 1 || file is not null)
            new FailedRun(_host.Root, StateFolder, Warn).Keep(file, () => Results(run).ForResume(summary, run.Runner.Output), () => Manifest(summary, options, isComplete: false));
        return summary.ExitCode;
    }

    private int Export(string file, RunSummary summary, CommandLineOptions options, Finished run)
    {
        try
        {
            ResultArchive.Export(file, Manifest(summary, options, isComplete: true), Results(run).ForOthers(summary, run.Runner.Output));
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

    private HandoffResults Results(Finished run) => new(Checkout(), run.Provided.Results(), run.Results, run.Runner.Masker);

    private HandoffManifest Manifest(RunSummary summary, CommandLineOptions options, bool isComplete)
    {
        var now = isComplete || summary.Tree is null
            ? null
            : TreeState.PrintAsync(new OwnPrograms(_host.Root, summary.Plan.Graph.Definition.Parameters, new SecretMasker([])), _host.Root, CancellationToken.None).GetAwaiter().GetResult();
        return new HandoffManifest
        {
            Run = summary.Facts.Id,
            IsComplete = isComplete,
            System = HandoffManifest.ThisSystem,
            Program = ProgramIdentity(),
            Commit = summary.Facts.Commit ?? "",
            Tree = summary.Tree is { } tree && tree == now ? tree : "",
            Environment = summary.Plan.Environment?.Name ?? "",
            Targets = summary.Plan.Requested,
            Parameters = [.. options.Invocation.Parameters],
        };
    }

    private CheckoutStore Checkout() => _checkout ??= new CheckoutStore(_host.Root, _host.Clock, Warn);

    private string ProgramIdentity() => _host.Program ?? ProgramPrint.Of(AppContext.BaseDirectory);

    private void Warn(string text) => _host.Error.WriteLine("warning: " + text);

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
        Root = _host.Root,
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

    private void Warn(IEnumerable<Diagnostic> warnings)
    {
        foreach (var warning in warnings)
            _host.Error.WriteLine(warning);
    }

    private int Report(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            _host.Error.WriteLine(diagnostic);
        return ExitCodes.Usage;
    }

    private sealed record Finished(PlanRunner Runner, ProvidedResults Provided, ResultCache? Results);
}
