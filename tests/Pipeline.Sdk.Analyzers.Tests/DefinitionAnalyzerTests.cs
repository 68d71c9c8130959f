namespace Pipeline.Sdk.Analyzers.Tests;

public sealed class DefinitionAnalyzerTests
{
    [Fact]
    public Task A_handle_of_another_builder_is_an_error() => Fixture.VerifyAsync("""
        var other = PipelineBuilder.Create(args);
        var lint = other.Target("Lint").Describe("Lints").Run(run => { });
        var key = other.Parameter("key", "A key", "x");
        build.Target("A").Describe("Needs it").DependsOn({|PIPE1001:lint|}).Run(run => { });
        build.Target("B").Describe("Reads it").Needs({|PIPE1001:key|}).Run((run, k) => { });
        """);

    [Fact]
    public Task Handles_of_the_same_builder_are_right_also_from_a_method_and_a_parameter() => Fixture.VerifyProgramAsync("""
        var build = PipelineBuilder.Create(args);
        var lint = build.Target("Lint").Describe("Lints").Run(run => { });
        var all = new[] { lint };
        build.Target("A").Describe("Needs it").DependsOn(lint).DependsOn(all).DependsOn(Road.Scan(build)).Run(run => { });

        static class Road
        {
            public static Target Scan(PipelineBuilder pipeline)
            {
                var first = pipeline.Target("First").Describe("First").Run(run => { });
                return pipeline.Target("Scan").Describe("Scans").DependsOn(first).Run(run => { });
            }
        }
        """);

    [Theory]
    [InlineData("new HttpClient()")]
    [InlineData("typeof(string)")]
    [InlineData("(Func<int>)(() => 1)")]
    [InlineData("new object()")]
    [InlineData("Stream.Null")]
    [InlineData("new Holder(Stream.Null)")]
    [InlineData("new List<Stream>()")]
    [InlineData("new Stream[1]")]
    public Task An_output_that_JSON_does_not_bring_back_is_marked(string value) => Fixture.VerifyProgramAsync($$"""
        var build = PipelineBuilder.Create(args);
        build.Target("Make").Describe("Makes it").{|PIPE1006:Run|}(run => {{value}});

        record Holder(Stream Stream);
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("\"text\"")]
    [InlineData("new Made(\"x\", [1, 2], null)")]
    [InlineData("ImmutableArray.Create(1)")]
    [InlineData("(IReadOnlyList<string>)new[] { \"a\" }")]
    [InlineData("new Dictionary<string, Made>()")]
    [InlineData("Task.FromResult(new Made(\"x\", [], DateTimeOffset.MinValue))")]
    public Task A_record_of_plain_values_is_a_good_output(string value) => Fixture.VerifyProgramAsync($$"""
        var build = PipelineBuilder.Create(args);
        build.Target("Make").Describe("Makes it").Run(run => {{value}});

        record Made(string Name, int[] Numbers, DateTimeOffset? At)
        {
            [System.Text.Json.Serialization.JsonIgnore]
            public Stream? Open => null;
        }
        """);

    [Fact]
    public Task A_target_without_a_description_is_pointed_out_at_its_name() => Fixture.VerifyAsync("""
        build.Target({|PIPE1007:"Lint"|}).Run(run => { });
        build.Target("Hidden").Hidden().Run(run => { });
        build.Target("Told").Inputs("src/**").Describe("Told").Run(run => { });
        """);

    [Fact]
    public Task A_program_that_has_nothing_to_do_with_the_SDK_is_left_alone() => Fixture.VerifyProgramAsync("""
        Console.WriteLine(new Other().Target("Lint").Run(run => Environment.GetEnvironmentVariable("X")));

        class Other
        {
            public Other Target(string name) => this;
            public string? Run(Func<Other, string?> work) => work(this);
        }
        """);
}
