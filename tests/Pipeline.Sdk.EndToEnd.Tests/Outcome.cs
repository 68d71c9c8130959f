namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>What a program did: its exit code and all that it wrote.</summary>
internal sealed record Outcome(int ExitCode, string Output)
{
    public Outcome MustBe(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode} instead of {exitCode}:\n{Output}");
        return this;
    }

    public Outcome MustSay(params string[] texts)
    {
        foreach (var text in texts)
            Assert.Contains(text, Output, StringComparison.Ordinal);
        return this;
    }
}
