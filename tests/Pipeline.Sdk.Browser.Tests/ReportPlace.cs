using Pipeline.Sdk.Delivery;

namespace Pipeline.Sdk.Tests;

/// <summary>A repository with recorded runs in which everything happens that a report can show.</summary>
internal sealed class ReportPlace : IDisposable
{
    public Workplace Place { get; } = new();

    public void Dispose() => Place.Dispose();

    /// <summary>Two runs of the same targets; the second one fails. Beside its record lie coverage and the journal of a canary that was taken back.</summary>
    /// <returns>The report of the second run.</returns>
    public string Everything()
    {
        Place.Write("src/Orders/Total.cs", string.Join('\n', Enumerable.Range(1, 60).Select(line => line == 42 ? "        return price < 0 ? 0 : price * count; // <b>&amp;" : $"        // line {line} of Total.cs")));
        Place.Run(build => Define(build, fails: false), "Deploy", "--env", "staging", "--keep-going");
        Place.Run(build => Define(build, fails: true), "Deploy", "--env", "staging", "--keep-going");
        var id = Ids()[^1];
        Place.Write($".pipeline/runs/{id}/coverage/UnitTest.Orders.json", """
            {"schema":1,"target":"UnitTest","project":"Orders","files":[
              {"file":"src/Orders/Total.cs","lines":120,"covered":64},
              {"file":"src/Orders/Basket.cs","lines":80,"covered":79},
              {"file":"src/Orders/Customers/Addresses/VeryLongNameOfAFileThatMustNotWidenThePage.cs","lines":33,"covered":0}]}
            """);
        Journal(id);
        return Report();
    }

    /// <summary>A run of so many targets, in layers of forty.</summary>
    public string Many(int count)
    {
        Place.Run(build =>
        {
            var all = new List<Target>();
            for (var i = 0; i < count; i++)
                all.Add(build.Target($"Target{i:0000}").Describe("One of many").DependsOn(i < 40 ? [] : [all[i - 40], all[i - 39]]).Run(run => run.Log.Info($"this is {run.Target}")));
            build.Target("All").DependsOn([.. all]).Run();
        }, "All");
        return Report();
    }

    private string Report()
    {
        var outcome = Place.Run(build => build.Target("Nothing").Run(), "Report");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        return Place.PathOf($".pipeline/runs/{Ids()[^2]}/report.html");
    }

    private List<string> Ids() => [.. Directory.GetDirectories(Place.PathOf(".pipeline/runs")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    private static void Define(PipelineBuilder build, bool fails)
    {
        build.Environment("staging", e => e.OnThisMachine());
        var configuration = build.Parameter("configuration", "Build configuration", "Release");
        var lint = build.Target("Lint").Describe("Checks the style").Run(run => run.Log.Annotate(new Annotation(DiagnosticSeverity.Warning, "Line is too long", "src/Orders/Total.cs", 7, Title: "STYLE01")));
        var compile = build.Target("Compile").Describe("Builds the solution").Needs(configuration).Run(async (run, _) =>
        {
            await run.Tool("git", "--version");
            await Task.Delay(400, run.CancellationToken);
            for (var i = 0; i < 30; i++)
                run.Log.Info($"Project{i} -> bin/Project{i}.dll");
        });
        var tries = 0;
        var restore = build.Target("Restore").Retry(2, TimeSpan.FromMilliseconds(100), RetryBackoff.Constant).Run(async run =>
        {
            await Task.Delay(100, run.CancellationToken);
            return ++tries == 1 ? throw new InvalidOperationException("the registry did not answer") : "restored";
        });
        var unit = build.Target("UnitTest").DependsOn(compile, restore).Run(async run =>
        {
            await Task.Delay(500, run.CancellationToken);
            if (!fails)
                return;

            run.Log.Info("<script>alert('no')</script> \u001b[31mred\u001b[0m");
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, "Assert.Equal() Failure: Expected: 42, Actual: <41>", "src/Orders/Total.cs", 42, 16, "Orders.Tests.TotalTests.Counts_every_item"));
            throw new StepFailedException("TEST0001", "1 of 12 tests failed:\nOrders.Tests.TotalTests.Counts_every_item: Assert.Equal() Failure");
        });
        var items = build.Target("IntegrationTest").DependsOn(compile).ForEach(["Api", "Basket", "Catalog", "Delivery", "Events", "Feeds", "Gateway", "Hooks"], name => name).Run(async (run, name) => await Task.Delay(20 * name.Length, run.CancellationToken));
        var schema = build.Target("Schema").OnlyWhen(_ => false, "only when the schema changed").Run(_ => { });
        var package = build.Target("Package").DependsOn(lint, unit).Run(_ => "orders.zip");
        build.Target("Deploy").DependsOn(package, items, schema).Run();
    }

    private void Journal(string id)
    {
        var folder = Place.Outside("state");
        var environment = Path.Combine(Pipeline.Sdk.Execution.StateHome.Of(Place.Root, name => name == "PIPELINE_STATE_HOME" ? folder : null), "staging");
        Directory.CreateDirectory(environment);
        var journal = new DeploymentJournal(Path.Combine(environment, LocalEnvironment.JournalFile));
        var at = DateTimeOffset.UnixEpoch;
        (JournalStep Step, int Seconds, string? Message, double? Percent)[] lines =
        [
            (JournalStep.Begin, 0, null, null), (JournalStep.Start, 1, "start 2 instances", null), (JournalStep.Smoke, 3, "smoke tests", null), (JournalStep.Share, 4, "share 10 %", 10), (JournalStep.Judge, 5, "judge", null),
            (JournalStep.Verdict, 20, "pass: 980 requests, 0.1 % errors against 0.1 %", null), (JournalStep.Share, 21, "share 50 %", 50), (JournalStep.Judge, 22, "judge", null),
            (JournalStep.Verdict, 41, "fail: 4210 requests, 6.3 % errors against 0.1 %", null), (JournalStep.TakeBack, 41, "the judge rejected it", null), (JournalStep.Failed, 42, "rejected", null),
        ];
        foreach (var (step, seconds, message, percent) in lines)
        {
            journal.Append(new JournalEntry
            {
                At = at.AddSeconds(seconds),
                Deployment = id + "-orders",
                Step = step,
                Kind = DeploymentKind.Deploy,
                Service = "orders",
                Version = "1.4.0",
                Digest = "sha256:4d967a30111bf29f0eba01c448b375c1629b2fed01cdb8afcc3ed91f1b57dd5e",
                EntryPoint = "Orders.Api.dll",
                Actor = "ada",
                RunId = id,
                Strategy = step == JournalStep.Begin ? "canary" : null,
                Message = message,
                Percent = percent,
            });
        }
    }
}
