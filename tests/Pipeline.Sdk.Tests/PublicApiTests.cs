using System.Reflection;

namespace Pipeline.Sdk.Tests;

public sealed class PublicApiTests
{
    public static TheoryData<string> Rooms => [.. PublicApi.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_public_api_of_a_library_is_as_approved(string room)
    {
        var name = room.Length == 0 ? "Pipeline.Sdk" : "Pipeline.Sdk." + room;

        Approved.Verify(PublicApi.Of(Assembly.Load(name)), "api/" + name);
    }

    [Fact]
    public void The_printer_tells_what_a_reader_must_know()
    {
        var text = PublicApi.Of(typeof(Pipeline.Sdk.PipelineBuilder).Assembly);

        Assert.Contains("class Pipeline.Sdk.PipelineBuilder", text, StringComparison.Ordinal);
        Assert.Contains("static PipelineBuilder Create(string[] args, [CallerFilePath] string file = \"\", [CallerLineNumber] int line = 0)", text, StringComparison.Ordinal);
        Assert.Contains("Target<TOutput> Run<TOutput>(Func<RunContext, Task<TOutput>> body)", text, StringComparison.Ordinal);
        Assert.Contains("required string Name { get; init; }", text, StringComparison.Ordinal);
        Assert.Contains("string? Commit { get; init; }", text, StringComparison.Ordinal);
    }
}
