namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>What is held back is bounded in memory and complete in print.</summary>
[Collection(nameof(Alone))]
public sealed class HeldLinesTests : IDisposable
{
    private readonly HeldLines _lines = new(limit: 1000);
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose()
    {
        _lines.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void A_few_lines_stay_in_memory()
    {
        _lines.Add("one");
        _lines.Add("two");
        _lines.CopyTo(_output);
        Assert.Equal("one\ntwo\n", _output.ToString());
        Assert.False(_lines.IsSpilled);
    }

    [Fact]
    public void Many_lines_go_to_a_file_and_come_back_in_order()
    {
        var expected = new StringWriter { NewLine = "\n" };
        for (var i = 0; i < 10_000; i++)
        {
            _lines.Add($"line {i} é");
            expected.WriteLine($"line {i} é");
        }

        _lines.CopyTo(_output);
        Assert.True(_lines.IsSpilled);
        Assert.Equal(expected.ToString(), _output.ToString());
    }

    [Fact]
    public void Without_room_for_a_file_the_last_lines_stay_and_the_loss_is_told()
    {
        using var lines = new HeldLines(1000, "/nowhere/at/all");
        for (var i = 1; i <= 1000; i++)
            lines.Add($"line {i}");
        lines.CopyTo(_output);
        var text = _output.ToString();
        Assert.Matches("^warning: [0-9]+ lines are left out here", text);
        Assert.EndsWith("line 999\nline 1000\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 0, 1200);
    }

    [Fact]
    public void The_file_is_gone_afterwards_and_was_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes on Windows.");
        using var folder = new TemporaryFolder();
        using (var lines = new HeldLines(10, folder.Path))
        {
            lines.Add("longer than ten characters");
            var file = Assert.Single(Directory.GetFiles(folder.Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_hundred_megabytes_are_held_in_little_memory()
    {
        var console = new HeldLines(1_000_000);
        var line = new string('x', 99);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 1_000_000; i++)
            console.Add(line);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 10_000_000);
        console.Dispose();
    }
}
