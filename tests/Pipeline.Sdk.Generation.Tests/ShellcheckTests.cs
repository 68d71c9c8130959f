using CliWrap;

namespace Pipeline.Sdk.Generation;

[Trait("Category", "Integration")]
public sealed class ShellcheckTests
{
    [Fact]
    public async Task Scripts_for_bash_are_clean()
    {
        var scripts = new[] { "github", "azure" }.SelectMany(Repository.ApprovedFiles).SelectMany(EmittedScripts.Bash).Distinct().ToList();

        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            var result = await Check(script);
            Assert.True(result.ExitCode == 0, $"{script}\n{result.Output}");
        }
    }

    [Fact]
    public async Task A_broken_script_is_reported()
    {
        var script = Assert.Single(EmittedScripts.Bash(Path.Combine(Repository.Tests, "Broken", "shellcheck.yml")));

        var result = await Check(script);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("SC2086", result.Output, StringComparison.Ordinal);
    }

    private static Task<ToolOutput> Check(string script) =>
        ToolOutput.Of(Cli.Wrap("shellcheck").WithArguments(["--shell=bash", "-"]).WithStandardInputPipe(PipeSource.FromString(script)));
}
