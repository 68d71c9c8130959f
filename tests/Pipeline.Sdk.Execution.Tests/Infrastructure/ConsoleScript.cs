using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>
/// A run as a console sees it, told event by event: Restore first and alone; then Lint, Compile and Docs at once, of which Compile fails and Docs is
/// tolerated to; Package never starts.
/// </summary>
internal sealed class ConsoleScript : IDisposable
{
    public const string Secret = "first-line-of-it\nsecond 100%";

    private readonly TestRun _run = new();
    private readonly Dictionary<string, StepResult> _results = new(StringComparer.Ordinal);

    public ConsoleScript()
    {
        _run.Variables = _run.Variables.Add("PIPELINE_API_KEY", Secret);
        var key = _run.Build.Secret("api-key", "Key for the feed");
        var restore = _run.Build.Target("Restore").Needs(key).Run((_, _) => { });
        var lint = _run.Build.Target("Lint").DependsOn(restore).Run();
        var compile = _run.Build.Target("Compile").DependsOn(restore).Run();
        var docs = _run.Build.Target("Docs").DependsOn(restore).Run();
        _run.Build.Target("Package").DependsOn(lint, compile, docs).Run();
        Plan = _run.Plan("Package");
    }

    public Plan Plan { get; }

    public StoppedClock Clock { get; } = new();

    public StringWriter Output { get; } = new() { NewLine = "\n" };

    /// <summary>What was appended to files, each preceded by its path.</summary>
    public StringWriter Files { get; } = new() { NewLine = "\n" };

    public string Text => Output.ToString();

    public PlanStep this[string target] => Plan.Steps.Single(step => step.Name == target);

    public RunConsoleSettings Settings(string variables, RunVerbosity verbosity = RunVerbosity.Normal)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]);
        return new RunConsoleSettings
        {
            Plan = Plan,
            Root = Path.GetTempPath(),
            Output = Output,
            Clock = Clock,
            Verbosity = verbosity,
            Variable = name => values.GetValueOrDefault(name),
            Append = (path, text) => Files.WriteLine($"== {path}\n{text}"),
        };
    }

    /// <summary>Tells the whole run.</summary>
    public void Play(IRunConsole console)
    {
        console.RunStarted(Facts());
        console.StepStarted(this["Restore"]);
        console.Line(this["Restore"], "restoring", LineKind.Output);
        Clock.Advance(1);
        Finish(console, new StepResult { Step = this["Restore"], Outcome = StepOutcome.Succeeded, Duration = TimeSpan.FromSeconds(1), Attempts = 3 });

        console.StepStarted(this["Lint"]);
        console.StepStarted(this["Compile"]);
        console.StepStarted(this["Docs"]);
        console.Line(this["Compile"], "src/Orders/Order.cs(12,3): error CS1002: ; expected", LineKind.Output);
        console.Line(this["Lint"], "two files could be shorter", LineKind.Warning);
        console.Line(this["Compile"], "$ dotnet build", LineKind.Detail);
        console.Line(this["Docs"], "no such page: [index]", LineKind.Output);
        Clock.Advance(2);
        Finish(console, new StepResult
        {
            Step = this["Compile"],
            Outcome = StepOutcome.Failed,
            Code = "PIPE0501",
            Reason = "The build has 1 error.\n::error::and tried a command",
            Duration = TimeSpan.FromSeconds(2),
            Attempts = 1,
            Commands = [new CommandRecord("dotnet build", 1, TimeSpan.FromSeconds(1.9))],
            Annotations =
            [
                new Annotation(DiagnosticSeverity.Error, "; expected\n100% sure", "src/a,b:c;d].cs", 12, 3, "CS1002"),
                new Annotation(DiagnosticSeverity.Warning, "unused", "src/Orders/Order.cs", 4, Title: "CS0168"),
                new Annotation(DiagnosticSeverity.Warning, "no place"),
            ],
        });
        console.Line(this["Lint"], "looking on", LineKind.Info);
        Clock.Advance(1);
        Finish(console, new StepResult { Step = this["Lint"], Outcome = StepOutcome.Succeeded, Duration = TimeSpan.FromSeconds(3), Attempts = 1 });
        console.Line(this["Docs"], "still here", LineKind.Info);
        Finish(console, new StepResult
        {
            Step = this["Docs"],
            Outcome = StepOutcome.Failed,
            IsTolerated = true,
            Code = "PIPE0402",
            Reason = "'docs' ended with exit code 2",
            Duration = TimeSpan.FromSeconds(3),
            Attempts = 2,
        });
        Finish(console, new StepResult { Step = this["Package"], Outcome = StepOutcome.NotRun, Reason = "rests on Compile, which failed" });
        console.Problem("The record could not be sent: ##[error]full");
        console.Summary(Summary());
    }

    public RunSummary Summary() => new()
    {
        Plan = Plan,
        Facts = Facts(),
        Steps = [.. Plan.Steps.Select(step => _results.GetValueOrDefault(step.Name) ?? new StepResult { Step = step, Outcome = StepOutcome.NotRun })],
        Duration = TimeSpan.FromSeconds(4),
        WasCancelled = false,
        Folder = "/runs/1",
    };

    public void Dispose()
    {
        _run.Dispose();
        Output.Dispose();
        Files.Dispose();
    }

    private void Finish(IRunConsole console, StepResult result)
    {
        result = result.Outcome == StepOutcome.NotRun ? result : result with { StartedAt = Clock.GetUtcNow() - result.Duration };
        _results[result.Name] = result;
        console.StepFinished(result);
    }

    private RunFacts Facts() => new() { Id = "1", StartedAt = Clock.GetUtcNow(), Actor = "somebody", Machine = "testbench", IsInteractive = false, Commit = new string('a', 40) };
}
