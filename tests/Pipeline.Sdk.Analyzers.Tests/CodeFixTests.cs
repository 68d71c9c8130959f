namespace Pipeline.Sdk.Analyzers.Tests;

/// <summary>What a mistake looks like when its code fix was taken: it is gone, and the program compiles.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("Thread.Sleep(10);", "await Task.Delay(TimeSpan.FromMilliseconds(10), run.Clock, run.CancellationToken);")]
    [InlineData("Thread.Sleep(TimeSpan.FromSeconds(1));", "await Task.Delay(TimeSpan.FromSeconds(1), run.Clock, run.CancellationToken);")]
    [InlineData("Work().Wait();", "await Work();")]
    [InlineData("Work().GetAwaiter().GetResult();", "await Work();")]
    [InlineData("Work().ConfigureAwait(false).GetAwaiter().GetResult();", "await Work().ConfigureAwait(false);")]
    [InlineData("var x = Give().Result + 1;", "var x = await Give() + 1;")]
    [InlineData("var x = Give().Result.ToString();", "var x = (await Give()).ToString();")]
    [InlineData("Task.WaitAll(Work(), Work());", "await Task.WhenAll(Work(), Work());")]
    public Task A_target_that_blocks_awaits(string before, string after) => CodeFixFixture.VerifyAsync("PIPE1002", Target(before), Target(after, "async run"));

    [Fact]
    public Task A_targets_work_that_is_an_expression_becomes_asynchronous() => CodeFixFixture.VerifyAsync(
        "PIPE1002",
        """
        build.Target("Test").Describe("Tests").Run(static (RunContext run) => Give().Result);
        static Task<int> Give() => Task.FromResult(1);
        """,
        """
        build.Target("Test").Describe("Tests").Run(static async (RunContext run) => await Give());
        static Task<int> Give() => Task.FromResult(1);
        """);

    [Theory]
    [InlineData("lock (build) { Work().Wait(); }")]
    [InlineData("var x = new[] { 1 }.Select(n => Give().Result).ToList();")]
    [InlineData("Wait(run); static void Wait(RunContext run) => Thread.Sleep(1);")]
    [InlineData("Work().Wait(10);")]
    [InlineData("Task.WaitAny(Work());")]
    [InlineData("Func<RunContext, Task> work = run => { Work().Wait(); return Work(); };")]
    public Task Where_it_cannot_await_without_changes_elsewhere_no_fix_is_offered(string statement) => CodeFixFixture.VerifyNoneAsync("PIPE1002", Target(statement, "_run").Replace("(run)", "(_run)", StringComparison.Ordinal));

    [Theory]
    [InlineData("var x = DateTime.Now;", "var x = run.Clock.GetLocalNow().DateTime;")]
    [InlineData("var x = DateTime.UtcNow.Year;", "var x = run.Clock.GetUtcNow().UtcDateTime.Year;")]
    [InlineData("var x = DateTime.Today;", "var x = run.Clock.GetLocalNow().Date;")]
    [InlineData("var x = DateTimeOffset.Now;", "var x = run.Clock.GetLocalNow();")]
    [InlineData("var x = DateTimeOffset.UtcNow;", "var x = run.Clock.GetUtcNow();")]
    [InlineData("var x = Environment.CurrentDirectory;", "var x = run.Root;")]
    [InlineData("var x = Directory.GetCurrentDirectory();", "var x = run.Root;")]
    [InlineData("Console.WriteLine($\"{1} x\");", "run.Log.Info($\"{1} x\");")]
    [InlineData("var x = File.ReadAllText(\"version.txt\");", "var x = File.ReadAllText(run.PathOf(\"version.txt\"));")]
    [InlineData("File.WriteAllText(\"a/b.txt\", \"x\");", "File.WriteAllText(run.PathOf(\"a/b.txt\"), \"x\");")]
    public Task A_target_asks_the_run_for_what_it_did_not_declare(string before, string after) => CodeFixFixture.VerifyAsync("PIPE1003", Target(before), Target(after));

    [Theory]
    [InlineData("var x = Environment.GetEnvironmentVariable(\"KEY\");")]
    [InlineData("Environment.CurrentDirectory = \"/\";")]
    [InlineData("Console.WriteLine(1);")]
    [InlineData("Environment.Exit(1);")]
    public Task What_only_a_person_can_declare_has_no_fix(string statement) => CodeFixFixture.VerifyNoneAsync("PIPE1003", Target(statement));

    [Theory]
    [InlineData("await http.GetStringAsync(\"http://127.0.0.1/\");", "await http.GetStringAsync(\"http://127.0.0.1/\", run.CancellationToken);")]
    [InlineData("await File.ReadAllTextAsync(run.PathOf(\"a\"));", "await File.ReadAllTextAsync(run.PathOf(\"a\"), run.CancellationToken);")]
    [InlineData("await Task.Delay(10);", "await Task.Delay(10, run.CancellationToken);")]
    [InlineData("await Own();", "await Own(cancellation: run.CancellationToken);")]
    [InlineData("await Own(1);", "await Own(1, run.CancellationToken);")]
    [InlineData("await Own(number: 1);", "await Own(number: 1, cancellation: run.CancellationToken);")]
    public Task A_call_gets_the_runs_token(string before, string after) => CodeFixFixture.VerifyAsync("PIPE1005", Target(before, "async run"), Target(after, "async run"));

    [Fact]
    public Task A_target_begins_to_be_described() => CodeFixFixture.VerifyAsync(
        "PIPE1007",
        """
        build.Target("Lint")
            .Inputs("src/**").Run(run => { });
        """,
        """
        build.Target("Lint").Describe("…")
            .Inputs("src/**").Run(run => { });
        """);

    [Fact]
    public Task Several_mistakes_are_mended_one_after_the_other() => CodeFixFixture.VerifyAsync(
        "PIPE1002",
        """
        build.Target("Test").Describe("Tests").Run(run =>
        {
            Thread.Sleep(1);
            Work().Wait();
        });
        static Task Work() => Task.CompletedTask;
        """,
        """
        build.Target("Test").Describe("Tests").Run(async run =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), run.Clock, run.CancellationToken);
            await Work();
        });
        static Task Work() => Task.CompletedTask;
        """);

    private static string Target(string statement, string parameter = "run") => $$"""
        using var http = new HttpClient();
        build.Target("Test").Describe("Tests").Run({{parameter}} => { {{statement}} });
        static Task Work() => Task.CompletedTask;
        static Task<int> Give() => Task.FromResult(1);
        static Task Own(int number = 1, CancellationToken cancellation = default) => Task.CompletedTask;
        """;
}
