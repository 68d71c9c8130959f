namespace Pipeline.Sdk.Analyzers.Tests;

public sealed class TargetAnalyzerTests
{
    [Theory]
    [InlineData("Thread.{|PIPE1002:Sleep|}(10);")]
    [InlineData("Work().{|PIPE1002:Wait|}();")]
    [InlineData("_ = Give().{|PIPE1002:Result|};")]
    [InlineData("Work().GetAwaiter().{|PIPE1002:GetResult|}();")]
    [InlineData("Task.{|PIPE1002:WaitAll|}(Work());")]
    public Task A_target_that_blocks_is_marked(string statement) => Fixture.VerifyAsync($$"""
        build.Target("Test").Describe("Tests").Run(run => { {{statement}} });
        static Task Work() => Task.CompletedTask;
        static Task<int> Give() => Task.FromResult(1);
        """);

    [Theory]
    [InlineData("Console.{|PIPE1003:WriteLine|}(\"x\");")]
    [InlineData("_ = DateTime.{|PIPE1003:Now|};")]
    [InlineData("_ = DateTimeOffset.{|PIPE1003:UtcNow|};")]
    [InlineData("_ = Environment.{|PIPE1003:GetEnvironmentVariable|}(\"KEY\");")]
    [InlineData("_ = Environment.{|PIPE1003:CurrentDirectory|};")]
    [InlineData("_ = Directory.{|PIPE1003:GetCurrentDirectory|}();")]
    [InlineData("_ = File.{|PIPE1003:ReadAllText|}(\"version.txt\");")]
    [InlineData("Directory.{|PIPE1003:CreateDirectory|}(\"out/x\");")]
    [InlineData("Environment.{|PIPE1003:Exit|}(1);")]
    public Task A_target_that_uses_what_it_did_not_declare_is_marked(string statement) => Fixture.VerifyAsync($$"""
        build.Target("Test").Describe("Tests").Run(run => { {{statement}} });
        """);

    [Fact]
    public Task What_a_target_calls_is_its_part_when_it_gets_the_run() => Fixture.VerifyProgramAsync("""
        var build = PipelineBuilder.Create(args);
        build.Target("Test").Describe("Tests").Run(Work.Do);

        // Where the pipeline is defined, everything is allowed: it is no part of a run.
        Console.WriteLine(Environment.GetEnvironmentVariable("X") + DateTime.Now);

        static class Work
        {
            public static void Do(RunContext context)
            {
                foreach (var name in new[] { "a" }.Where(n => n != Environment.{|PIPE1003:GetEnvironmentVariable|}("X")))
                    context.Log.Info(name);
            }

            public static string? Elsewhere() => Environment.GetEnvironmentVariable("X");
        }
        """);

    [Fact]
    public Task A_secret_among_the_words_of_a_command_is_marked_and_in_its_variables_it_is_right() => Fixture.VerifyAsync("""
        var key = build.Secret("key", "Key of the feed");
        build.Target("Push").Describe("Pushes").Needs(key).Run(async (run, k) =>
        {
            await run.Tool("nuget", "push", "--key", {|PIPE1004:k.Reveal()|});
            await run.Tool(new ToolCommand("nuget", ["push", $"--key={{|PIPE1004:k.Reveal()|}}"]));
            await run.Tool(new ToolCommand("nuget", ["push"])
            {
                Variables = ImmutableDictionary<string, string?>.Empty.Add("NUGET_KEY", k.Reveal()),
                StandardInput = k.Reveal(),
            });
        });
        """);

    [Fact]
    public Task A_call_that_could_take_the_runs_token_is_marked_until_it_gets_one() => Fixture.VerifyAsync("""
        build.Target("Fetch").Describe("Fetches").Run(async run =>
        {
            using var http = new HttpClient();
            await http.{|PIPE1005:GetStringAsync|}("http://127.0.0.1/");
            await File.{|PIPE1005:ReadAllTextAsync|}(run.PathOf("a"));
            await http.GetStringAsync("http://127.0.0.1/", run.CancellationToken);
            await File.ReadAllTextAsync(run.PathOf("a"), run.CancellationToken);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(run.CancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), run.Clock, limit.Token);
            await run.Tool("true");
        });
        """);

    [Fact]
    public async Task A_message_names_what_is_wrong_and_the_way_out()
    {
        var found = await Fixture.LookAsync("""
            using System.IO;
            using Pipeline.Sdk;
            var build = PipelineBuilder.Create(args);
            build.Target("Read").Describe("Reads").Run(context => { _ = File.ReadAllText("a/b.txt"); });
            """);

        Assert.Equal(
            "'a/b.txt' below the current folder is not what the target declared to read, or passes the run by: give context.PathOf(\"a/b.txt\")",
            Assert.Single(found).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
