using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Core.Tests.GraphStage;

/// <summary>What a valid graph knows.</summary>
public class TargetGraphTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    [Fact]
    public void An_edge_that_is_drawn_twice_is_one_edge_and_reading_wins()
    {
        var a = _build.Target("A").Run(_ => 1);
        _build.Target("B").DependsOn(a, a).Needs(a).Needs(a).Run((_, x, y) => { });

        Assert.Equal([new GraphEdge(0, ReadsOutput: true)], Given.Graph(_build).Targets[1].Dependencies);
    }

    [Fact]
    public void A_target_is_found_regardless_of_case()
    {
        _build.Target("UnitTest").Run();
        var graph = Given.Graph(_build);

        Assert.Same(graph.Targets[0], graph.Find("unittest"));
        Assert.Null(graph.Find("UnitTests"));
    }

    [Fact]
    public void What_rests_on_the_selected_environment_is_bound_to_it()
    {
        var free = _build.Target("Free").Run(_ => 1);
        var reads = _build.Target("Reads").Needs(_build.SelectedEnvironment).Run((_, environment) => environment.Name);
        var changes = _build.Target("Changes").ChangesEnvironment().DependsOn(free).Run();
        _build.Target("After").DependsOn(changes).Run();
        _build.Target("Far").Needs(reads).Run((_, x) => x);

        var targets = Given.Graph(_build).Targets;
        Assert.Equal(["Reads", "Changes"], targets.Where(target => target.NeedsEnvironment).Select(target => target.Name));
        Assert.Equal(["Reads", "Changes", "After", "Far"], targets.Where(target => target.IsEnvironmentBound).Select(target => target.Name));
    }

    [Fact]
    public void Production_is_protected_unless_the_author_says_otherwise()
    {
        Assert.False(_build.Environment("staging", e => e).IsProtected);
        Assert.True(_build.Environment("Production", e => e).IsProtected);
        Assert.True(Given.Pipeline().Environment("staging", e => e.Protected()).IsProtected);
        Assert.False(Given.Pipeline().Environment("production", e => e.Unprotected()).IsProtected);
    }
}
