using System.Reflection;
using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Parameters;
using Pipeline.Sdk.Planning;
using Pipeline.Sdk.Views;

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
            case CommandMode.Help:
                HelpView.Write(_host.Output, definition, options.Invocation, Facts(definition, options, []));
                return ExitCodes.Done;
        }

        var (graph, found) = GraphBuilder.Build(definition);
        diagnostics.InsertRange(0, found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        if (graph is null)
            return Report(diagnostics);

        if (options.Mode == CommandMode.List)
        {
            var current = Facts(definition, options, diagnostics);
            if (diagnostics.Count > 0)
                return Report(diagnostics);

            ListView.Write(_host.Output, definition, options.Invocation, current);
            return ExitCodes.Done;
        }

        var provided = ProvidedResults.Read(graph, [.. options.ImportResults.Select(file => Path.GetFullPath(file, _host.Root))], diagnostics);
        var facts = Facts(definition, options, diagnostics) with { Provided = provided.Sources };
        var result = Planner.Plan(graph, options.Invocation, facts);
        if (!result.Missing.IsEmpty)
            result = new MissingValues(graph, options, _host).Gather(facts, result, diagnostics);
        var (plan, problems) = result;
        if (plan is null || diagnostics.Count > 0)
            return Report([.. diagnostics, .. problems]);

        return options.Mode switch
        {
            CommandMode.Plan => Show(() => PlanView.Write(_host.Output, plan)),
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
        var runner = new PlanRunner(plan, Settings(options, provided), Console(plan, options), cancellation);
        var summary = runner.Run();
        return options.ExportResults is { } file && summary.ExitCode == ExitCodes.Done
            ? Export(Path.GetFullPath(file, _host.Root), runner.Results(summary))
            : summary.ExitCode;
    }

    private int Export(string file, IEnumerable<TargetResult> results)
    {
        try
        {
            ResultArchive.Export(file, _host.Root, results);
            return ExitCodes.Done;
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
        return new RunSettings
        {
            Root = _host.Root,
            StateFolder = StateFolder,
            StateHome = StateHome.Of(_host.Root, _host.Variable),
            ProgramFolder = AppContext.BaseDirectory,
            Clock = _host.Clock,
            Checkpoint = _host.Checkpoint,
            Parallel = options.Parallel ?? Environment.ProcessorCount,
            Provided = provided.Outputs,
            Facts = new RunFacts
            {
                Id = HostDetection.RunId(now),
                StartedAt = now,
                Actor = HostDetection.Actor(_host.Variable),
                Commit = GitHead.Read(_host.Root),
                Machine = Environment.MachineName,
                Ci = HostDetection.Ci(_host.Variable),
                IsInteractive = _host.IsInteractive,
            },
        };
    }

    private PlanFacts Facts(PipelineDefinition definition, CommandLineOptions options, List<Diagnostic> diagnostics) => new()
    {
        Variables = _host.Variables,
        Texts = ParameterFiles.Read(_host.Root, options.Invocation.Environment, definition, diagnostics),
    };

    // Spectre.Console costs as much as a whole start: it is loaded only where a person sees it.
    private IRunConsole Console(Plan plan, CommandLineOptions options) =>
        _host.IsTerminal && !options.NoColor && _host.Variable("NO_COLOR") is null && _host.Variable("TERM") != "dumb"
            ? TerminalConsole.Create(_host.Output, plan)
            : new PlainConsole(_host.Output, plan);

    private static int Show(Action view)
    {
        view();
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
