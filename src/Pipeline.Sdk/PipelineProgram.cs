using System.Runtime.CompilerServices;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Environments;
using Pipeline.Sdk.Explaining;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.History;
using Pipeline.Sdk.Parameters;
using Pipeline.Sdk.Planning;
using Pipeline.Sdk.Reporting;
using Pipeline.Sdk.Views;
using Pipeline.Sdk.Watching;

namespace Pipeline.Sdk;

/// <summary>One start of a pipeline program: command line → graph → plan → view or run.</summary>
internal sealed class PipelineProgram
{
    private readonly PipelineBuilder _build;
    private readonly ProgramHost _host;
    private readonly WorldFacts _facts;
    private CheckoutStore? _checkout;

    public PipelineProgram(PipelineBuilder build, ProgramHost host)
    {
        _build = build;
        _host = host;
        _facts = new WorldFacts(host);
    }

    /// <summary>Does what was asked for and gives the exit code.</summary>
    public int Run()
    {
        if (_host.Variable(InputCheck.Variable) is { } bin && InputCheck.MustRebuild(bin, _host.Root))
            return InputCheck.StaleExitCode;

        try
        {
            _build.SdkOutputJson = SdkOutputJson.Get;
            GenerateTargets.AddTo(_build);
            HistoryTargets.AddTo(_build);
            CacheTarget.AddTo(_build);
            ReportTarget.AddTo(_build, _host);
            EnvironmentsTarget.AddTo(_build, _host);
            HostUnitTarget.AddTo(_build);
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
        if (_host.Variable(NativeCheck.Variable) is { Length: > 0 })
            return NativeCheck.Run(definition, _host.Output, ResultJson.Of(_build));

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
                HelpView.Write(_host.Output, definition, options.Invocation, _facts.ForPlan(definition, options, []));
                return ExitCodes.Done;
        }

        var (graph, found) = GraphBuilder.Build(definition);
        diagnostics.InsertRange(0, found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        if (graph is null)
            return Report(diagnostics);

        if (options.Mode == CommandMode.Help)
            return HelpOnTargets(graph, options);
        if (options.Invocation.Environment is not null || options.Mode is CommandMode.List or CommandMode.Plan or CommandMode.Explain)
            Warn(ParameterFiles.OfNoEnvironment(_host.Root, definition));
        if (options.Mode == CommandMode.List)
        {
            var current = _facts.ForPlan(definition, options, diagnostics);
            if (diagnostics.Count > 0)
                return Report(diagnostics);

            if (options.Format == ViewFormat.Json)
                ListJson.Write(_host.Output, graph, options.Invocation, current);
            else
                ListView.Write(_host.Output, definition, options.Invocation, current, options.Verbosity == RunVerbosity.Detailed);
            return ExitCodes.Done;
        }

        if (options.Mode == CommandMode.Explain)
            return Explain(graph, options, diagnostics);

        if (options.Watches && diagnostics.Count == 0)
            return new WatchLoop(_host, definition).Run(() => PlanAndRun(graph, options, []));
        return PlanAndRun(graph, options, diagnostics);
    }

    private int PlanAndRun(TargetGraph graph, CommandLineOptions options, List<Diagnostic> diagnostics)
    {
        var definition = graph.Definition;
        ProvidedResults provided;
        if (options.Resumes)
            (options, provided) = new ResumedRun(_host, Checkout()).Read(graph, options, _host.ProgramPrint(), diagnostics);
        else
            provided = ProvidedResults.Read(graph, [.. options.ImportResults.Select(file => Path.GetFullPath(file, _host.Root))], Checkout, _host.Output, diagnostics);
        if (!options.ImportResults.IsEmpty && !options.Resumes && diagnostics.Count == 0 && _host.Variable(JobOutputs.Variable) is { Length: > 0 } job)
            JobImports.Check(graph, job, provided.Sources, diagnostics);
        if (options.Resumes && diagnostics.Count > 0)
            return Report(diagnostics);

        var facts = _facts.ForPlan(definition, options, diagnostics);
        if (!definition.Substitutes.IsEmpty)
            provided.Substitute(graph, options.Invocation, facts, () => StateHome.Of(_host.Root, _host.Variable), diagnostics);
        facts = facts with { Provided = provided.Sources, ProvidesRequested = options.Resumes };
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
                return Show(() => PlanViews.Write(_host.Output, plan, options.Format, options.Verbosity == RunVerbosity.Detailed));
            case CommandMode.DryRun:
                results?.Save();
                return Show(() => PlanView.WriteDryRun(_host.Output, plan));
            default:
                return new PlanExecution(options, _host, Checkout, Warn, _build.ToDefinition).Run(plan, provided, results);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ResultCache Results(Plan plan, CommandLineOptions options, ProvidedResults provided)
    {
        var cache = new ResultCache(plan, new ResultSettings
        {
            Root = _host.Root,
            Program = _host.ProgramPrint,
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

    private int Explain(TargetGraph graph, CommandLineOptions options, List<Diagnostic> diagnostics)
    {
        if (graph.Find(options.Explains) is not { } target)
            return Report([.. diagnostics, CommandLineDiagnostics.UnknownExplained(options.Explains, graph.Targets.Select(known => known.Name))]);

        var provided = ProvidedResults.Read(graph, [.. options.ImportResults.Select(file => Path.GetFullPath(file, _host.Root))], Checkout, _host.Output, diagnostics);
        var facts = _facts.ForPlan(graph.Definition, options, diagnostics) with { Provided = provided.Sources };
        if (diagnostics.Count > 0)
            return Report(diagnostics);

        return Show(() => new ExplainCommand(_host, Warn).Run(graph, target, options, facts, plan => Results(plan, options, provided)));
    }

    private CheckoutStore Checkout() => _checkout ??= new CheckoutStore(_host.Root, _host.Clock, Warn);

    private void Warn(string text) => _host.Error.WriteLine("warning: " + text);

    private static int Show(Action view)
    {
        view();
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

        var facts = _facts.ForPlan(graph.Definition, options, []);
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
}
