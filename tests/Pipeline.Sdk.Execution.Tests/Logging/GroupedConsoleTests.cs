namespace Pipeline.Sdk.Execution.Tests.Logging;

/// <summary>Groups are complete, whatever runs at once.</summary>
public sealed class GroupedConsoleTests : IDisposable
{
    private const int Lines = 500;

    private readonly ConsoleScript _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public void Targets_that_run_at_once_have_whole_groups_one_after_the_other()
    {
        var console = RunConsoles.Create(_script.Settings("GITHUB_ACTIONS=true"));
        Parallel.ForEach(_script.Plan.Steps, new ParallelOptions { MaxDegreeOfParallelism = 8 }, step =>
        {
            console.StepStarted(step);
            for (var i = 0; i < Lines; i++)
                console.Line(step, $"{step.Name} {i}", LineKind.Info);
            console.StepFinished(new StepResult { Step = step, Outcome = StepOutcome.Succeeded });
        });
        console.Summary(_script.Summary());

        var groups = new List<string>();
        string? open = null;
        var next = 0;
        foreach (var line in _script.Text.Split('\n'))
        {
            if (line.StartsWith("::group::", StringComparison.Ordinal))
            {
                Assert.Null(open);
                (open, next) = (line[9..], 0);
            }
            else if (line == "::endgroup::")
            {
                Assert.Equal(Lines, next);
                groups.Add(open ?? "");
                open = null;
            }
            else if (open is not null)
            {
                Assert.Equal($"{open} {next++}", line);
            }
        }

        Assert.Null(open);
        Assert.Equal(_script.Plan.Steps.Select(step => step.Name).Order(), groups.Order());
    }

    [Fact]
    public void A_target_is_shown_live_as_soon_as_it_is_the_only_one()
    {
        var console = RunConsoles.Create(_script.Settings("AZURE=1 TF_BUILD=True"));
        var before = _script.Text.Length;
        console.StepStarted(_script["Lint"]);
        console.StepStarted(_script["Docs"]);
        console.Line(_script["Docs"], "held back", LineKind.Info);
        Assert.Equal("##[group]Lint\n", _script.Text[before..]);

        console.StepFinished(new StepResult { Step = _script["Lint"], Outcome = StepOutcome.Succeeded });
        Assert.EndsWith("##[group]Docs\nheld back\n", _script.Text, StringComparison.Ordinal);
        console.Line(_script["Docs"], "live", LineKind.Info);
        Assert.EndsWith("##[group]Docs\nheld back\nlive\n", _script.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_given_up_is_printed_at_the_end()
    {
        var console = RunConsoles.Create(_script.Settings("GITHUB_ACTIONS=true"));
        var before = _script.Text.Length;
        console.StepStarted(_script["Lint"]);
        console.StepStarted(_script["Docs"]);
        console.Line(_script["Docs"], "still at it", LineKind.Info);
        console.Summary(_script.Summary());
        Assert.StartsWith("::group::Lint\n::endgroup::\n::group::Docs\nstill at it\n::endgroup::\n", _script.Text[before..], StringComparison.Ordinal);

        // Its thread does not know yet.
        console.Line(_script["Docs"], "too late", LineKind.Info);
        Assert.EndsWith("\nDocs | too late\n", _script.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_folds_what_has_ended_well_and_not_what_failed()
    {
        var console = RunConsoles.Create(_script.Settings("GITLAB_CI=true"));
        foreach (var target in (string[])["Lint", "Docs", "Compile"])
            console.StepStarted(_script[target]);
        console.StepFinished(new StepResult { Step = _script["Docs"], Outcome = StepOutcome.Succeeded });
        console.StepFinished(new StepResult { Step = _script["Compile"], Outcome = StepOutcome.Failed });
        console.StepFinished(new StepResult { Step = _script["Lint"], Outcome = StepOutcome.Succeeded });
        Assert.Contains(":Docs[collapsed=true]\r", _script.Text, StringComparison.Ordinal);
        Assert.Contains(":Compile\r", _script.Text, StringComparison.Ordinal);
    }
}
