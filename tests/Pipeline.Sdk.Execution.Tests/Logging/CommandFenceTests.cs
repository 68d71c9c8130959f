namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>A tool prints what it likes, and none of it is a command to the CI system.</summary>
public sealed class CommandFenceTests : IDisposable
{
    private const string Escape = "\u001b";

    private readonly ConsoleScript _script = new();

    public void Dispose() => _script.Dispose();

    [Theory]
    [InlineData("::set-env name=X::1", "\\::set-env name=X::1")]
    [InlineData("  \t::Add-Path::/x", "  \t\\::Add-Path::/x")]
    [InlineData("\u200b\u00a0::error::x", "\u200b\u00a0\\::error::x")]
    [InlineData(Escape + "[31m::error::x", Escape + "[31m\\::error::x")]
    [InlineData(":\u200b:error::x", "\\:\u200b:error::x")]
    [InlineData("50%\r::error::x", "50%\n\\::error::x")]
    [InlineData("text ##[add-mask]x", "text ##\\[add-mask]x")]
    [InlineData("#\u200d#" + Escape + "[0m[error]x", "#\u200d#" + Escape + "[0m\\[error]x")]
    [InlineData("##[##[error]", "##\\[##\\[error]")]
    [InlineData("###[error]", "###\\[error]")]
    [InlineData("std::vector and a::b", "std::vector and a::b")]
    [InlineData("# heading [x]", "# heading [x]")]
    public void GitHub(string line, string expected) => Prints("GITHUB_ACTIONS=true", line, expected);

    [Theory]
    [InlineData("x ##vso[task.setvariable variable=a]b", "x ##vso\\[task.setvariable variable=a]b")]
    [InlineData("##VsO[task.complete result=Succeeded]", "##VsO\\[task.complete result=Succeeded]")]
    [InlineData("  ##[section]x", "  ##\\[section]x")]
    [InlineData(Escape + "[1m##vso" + Escape + "[0m[task.complete]", Escape + "[1m##vso" + Escape + "[0m\\[task.complete]")]
    [InlineData("a\r##[error]x", "a\n##\\[error]x")]
    [InlineData("::error::x", "::error::x")]
    public void Azure(string line, string expected) => Prints("TF_BUILD=True", line, expected);

    [Theory]
    [InlineData(Escape + "[0Ksection_start:1:x\r" + Escape + "[0KTitle", Escape + "[0Ksection_start\\:1:x\n" + Escape + "[0KTitle")]
    [InlineData("a section_END:1:x", "a section_END\\:1:x")]
    [InlineData("section_\u0007start:1:x", "section_\u0007start\\:1:x")]
    [InlineData("a section_start of a book", "a section_start of a book")]
    public void GitLab(string line, string expected) => Prints("GITLAB_CI=true", line, expected);

    [Theory]
    [InlineData("--- a/file", "\\--- a/file")]
    [InlineData("  +++ b/file", "  \\+++ b/file")]
    [InlineData("~~~ quiet", "\\~~~ quiet")]
    [InlineData("^^^ +++", "\\^^^ +++")]
    [InlineData(Escape + "[32m---" + Escape + "[0m x", Escape + "[32m\\---" + Escape + "[0m x")]
    [InlineData("50%\r---\tx", "50%\n\\---\tx")]
    [InlineData("---", "\\---")]
    [InlineData("-----", "-----")]
    [InlineData("a --- b", "a --- b")]
    public void Buildkite(string line, string expected) => Prints("BUILDKITE=true", line, expected);

    [Theory]
    [InlineData("##teamcity[buildStatus text='x']", "##teamcity\\|[buildStatus text=|'x|'|]")]
    [InlineData("x ##TeamCity[a", "x ##TeamCity\\|[a")]
    [InlineData("a|b\u00e9", "a||b|0x00E9")]
    public void TeamCity(string line, string expected)
    {
        var console = RunConsoles.Create(_script.Settings("TEAMCITY_VERSION=1"));
        console.StepStarted(_script["Lint"]);
        var before = _script.Text.Length;
        console.Line(_script["Lint"], line, LineKind.Info);
        Assert.Equal($"##teamcity[message text='{expected}' status='NORMAL' flowId='Lint']\n", _script.Text[before..]);
    }

    [Fact]
    public void A_stopped_group_or_a_summary_is_fenced_too()
    {
        var console = RunConsoles.Create(_script.Settings("TEAMCITY_VERSION=1"));
        console.Problem("##teamcity[buildStop]");
        Assert.Equal("warning: ##teamcity\\[buildStop]\n", _script.Text);
    }

    [Fact]
    public void Held_back_lines_are_fenced_too()
    {
        var console = RunConsoles.Create(_script.Settings("GITHUB_ACTIONS=true"));
        var before = _script.Text.Length;
        console.StepStarted(_script["Lint"]);
        console.StepStarted(_script["Docs"]);
        console.Line(_script["Docs"], "::endgroup::", LineKind.Info);
        console.StepFinished(new StepResult { Step = _script["Lint"], Outcome = StepOutcome.Succeeded });
        Assert.Equal("::group::Lint\n::endgroup::\nLint succeeded in 0 ms\n::group::Docs\n\\::endgroup::\n", _script.Text[before..]);
    }

    private void Prints(string variables, string line, string expected)
    {
        var console = RunConsoles.Create(_script.Settings(variables));
        console.StepStarted(_script["Lint"]);
        var before = _script.Text.Length;
        console.Line(_script["Lint"], line, LineKind.Info);
        Assert.Equal(expected + "\n", _script.Text[before..]);
    }
}
