namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>Handles, drafts and pipelines do not share state.</summary>
public class DraftTests
{
    [Fact]
    public void A_draft_is_immutable_so_a_shared_beginning_stays_as_it_was()
    {
        var build = Given.Pipeline();
        var a = build.Target("A").Run();
        var begun = build.Target("B");
        var other = begun.DependsOn(a).Describe("changed");

        begun.Run();

        var target = build.ToDefinition().Targets[^1];
        Assert.Empty(target.DependsOn);
        Assert.Equal("", target.Description);
        Assert.NotSame(begun, other);
    }

    [Fact]
    public void Nothing_is_registered_before_run()
    {
        var build = Given.Pipeline();
        var draft = build.Target("A").Describe("text");
        Assert.Empty(build.ToDefinition().Targets);

        draft.Run();
        Assert.Equal("A", Assert.Single(build.ToDefinition().Targets).Name);
    }

    [Fact]
    public void Two_pipelines_in_one_process_know_nothing_of_each_other()
    {
        var (first, second) = (Given.Pipeline(), Given.Pipeline());
        foreach (var build in (PipelineBuilder[])[first, second])
        {
            var parameter = build.Parameter("name", "Name", build == first ? "first" : "second");
            build.Environment("staging", e => e.OnThisMachine());
            build.Default(build.Target("Greet").Needs(parameter).Run((_, name) => name));
        }

        second.Target("OnlyHere").Run();

        var (one, two) = (Given.Plan(first), Given.Plan(second));
        Assert.Equal("first", Assert.Single(one.Parameters).Value);
        Assert.Equal("second", Assert.Single(two.Parameters).Value);
        Assert.Null(one.Graph.Find("OnlyHere"));
        Assert.NotNull(two.Graph.Find("OnlyHere"));
    }

    [Fact]
    public void Pipelines_can_be_declared_and_planned_at_the_same_time()
    {
        Parallel.For(0, 200, index =>
        {
            var build = Given.Pipeline();
            var a = build.Target("A").Run(_ => index);
            build.Target("B").Needs(a).Run((_, x) => x);
            Assert.Equal(["A", "B"], Given.Plan(build, "B").Steps.Select(step => step.Name));
        });
    }

    [Fact]
    public void A_road_for_many_repositories_is_an_extension_method_that_takes_and_returns_handles()
    {
        var build = Given.Pipeline();
        var compile = build.Target("Compile").Run();
        var checks = build.AddChecks(compile);

        Assert.Equal(["Compile", "Lint", "UnitTest"], Given.Plan(build, checks.Name).Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_definition_knows_the_lines_of_the_authors_program()
    {
        var build = Given.Pipeline();
        build.Target("A").Run();

        var source = build.ToDefinition().Targets[0].Source;
        Assert.Matches(@"^DraftTests\.cs\(\d+\)$", source.ToString());
    }
}
