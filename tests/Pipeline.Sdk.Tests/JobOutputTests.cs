using System.Collections.Immutable;

namespace Pipeline.Sdk.Tests;

/// <summary>What a job tells the CI system at its end.</summary>
public sealed class JobOutputTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public void GitHub_gets_them_by_its_file_also_with_several_lines()
    {
        var file = _place.PathOf("output.txt");
        var outcome = Run("one\nend\ntwo", ("GITHUB_ACTIONS", "true"), ("GITHUB_OUTPUT", file), ("PIPELINE_CI_JOB", "ci/make"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("text<<end11\none\nend\ntwo\nend11\n", File.ReadAllText(file));
    }

    [Fact]
    public void Azure_gets_them_by_a_command_that_is_escaped()
    {
        var outcome = Run("100%\ntwo", ("TF_BUILD", "True"), ("PIPELINE_CI_JOB", "ci/make"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("\n##vso[task.setvariable variable=text;isOutput=true]100%AZP25%0Atwo\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_never_an_output()
    {
        var outcome = Run("tell hunter2-and-more", ("TF_BUILD", "True"), ("PIPELINE_CI_JOB", "ci/make"), ("PIPELINE_KEY", "hunter2-and-more"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PIPE0361", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[task.setvariable variable=text", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_does_not_exist_is_told()
    {
        var outcome = Run("x", ("PIPELINE_CI_JOB", "ci/other"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PIPE0360", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_Azure_does_not_have_is_missing_and_not_its_own_name()
    {
        var outcome = Run("x", ("TF_BUILD", "True"), ("PIPELINE_KEY", "$(PIPELINE_KEY)"));

        Assert.Equal("PIPE0206", Assert.Single(outcome.Codes));
    }

    public void Dispose() => _place.Dispose();

    private Outcome Run(string text, params (string Name, string Value)[] variables)
    {
        (string Name, string Value)[] all = variables.Any(variable => variable.Name == "PIPELINE_KEY") ? variables : [.. variables, ("PIPELINE_KEY", "another-secret")];
        _place.Variables = all.ToImmutableDictionary(variable => variable.Name, variable => variable.Value);
        return _place.Run(
            build =>
            {
                var key = build.Secret("key", "A key");
                var make = build.Target("Make").Needs(key).Run((_, _) => text);
                build.Workflow("ci", w => w.Job("make", [make], j => j.Output(JobOutput.Of("text", make))).Emit(GitHubActions.Dialect));
            },
            "Make");
    }
}
