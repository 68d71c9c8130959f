using System.Collections.Immutable;
using Pipeline.Sdk.History;
using Pipeline.Sdk.Reporting;

namespace Pipeline.Sdk.Tests;

/// <summary>What decided how long a run took, what would shorten it, and what a drawing of it leaves out.</summary>
public sealed class RunTimelineTests
{
    private static readonly DateTimeOffset _start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void The_path_is_the_chain_with_the_greatest_sum_and_a_step_saves_down_to_the_next_chain()
    {
        // A 10 → C 5, B 8 → C: without A, B and C are the path, which is 2 shorter; without C, A alone is left.
        var timeline = RunTimeline.Of(Run(Step(0, "A", 0, 10), Step(1, "B", 0, 8), Step(2, "C", 10, 5, 0, 1)));

        Assert.Equal([0, 2], timeline.Path);
        Assert.Equal(TimeSpan.FromSeconds(15), timeline.Length);
        Assert.Equal(TimeSpan.FromSeconds(23), timeline.Work);
        Assert.Equal([(2, 5.0), (0, 2.0)], timeline.Savings.Select(saving => (saving.Step, saving.Saves.TotalSeconds)));
        Assert.Equal(TimeSpan.Zero, timeline.Waited);
    }

    [Fact]
    public void A_step_that_only_follows_is_on_the_path_too()
    {
        var timeline = RunTimeline.Of(Run(Step(0, "A", 0, 10), Step(1, "B", 10, 5) with { Follows = [0] }));

        Assert.Equal([0, 1], timeline.Path);
    }

    [Fact]
    public void A_step_that_stood_ready_says_how_long()
    {
        var run = Run(Step(0, "A", 0, 10), Step(1, "B", 14, 1, 0));

        Assert.Equal(TimeSpan.FromSeconds(4), RunTimeline.Waiting(run, run.Steps[1]));
        Assert.Equal(TimeSpan.FromSeconds(4), RunTimeline.Of(run).Waited);
    }

    [Fact]
    public void A_run_in_which_nothing_started_has_no_path() =>
        Assert.Empty(RunTimeline.Of(Run(new RecordedStep { Index = 0, Target = "A", Why = "" })).Path);

    [Fact]
    public void A_drawing_leaves_out_a_line_that_others_imply_and_makes_many_items_one_node()
    {
        var items = Enumerable.Range(1, 8).Select(i => Step(i, $"Test:{i}", 1, 1, 0) with { ItemOf = "Test" });
        var graph = ReportGraph.Of(Run([Step(0, "A", 0, 1), .. items, Step(9, "B", 2, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8)]));

        Assert.Equal(["A", "Test:* (8 items)", "B"], graph.Nodes.Select(node => node.Name));
        Assert.Equal([(0, 1), (1, 2)], graph.Lines.Select(line => (line.From, line.To)).Order());
    }

    [Fact]
    public void No_two_boxes_of_a_drawing_overlap_and_each_is_below_what_it_waits_for()
    {
        var graph = ReportGraph.Of(Run([.. Enumerable.Range(0, 300).Select(i => i < 30 ? Step(i, $"Target{i}", 0, 1) : Step(i, $"Target{i}", 1, 1, i - 30, i - 29))]));
        var boxes = GraphLayout.Of(graph).Boxes;

        Assert.All(graph.Lines, line => Assert.True(boxes[line.To].Y > boxes[line.From].Y));
        foreach (var row in boxes.GroupBy(box => box.Y))
        {
            var right = 0;
            foreach (var box in row.OrderBy(box => box.X))
            {
                Assert.True(box.X > right);
                right = box.X + box.Width;
            }
        }
    }

    private static RunRecord Run(params ImmutableArray<RecordedStep> steps) => new()
    {
        Id = "1",
        Folder = "/nowhere",
        StartedAt = _start,
        Duration = TimeSpan.FromSeconds(20),
        Outcome = "succeeded",
        Targets = ["All"],
        Steps = steps,
    };

    private static RecordedStep Step(int index, string name, int start, int seconds, params ImmutableArray<int> waitsFor) => new()
    {
        Index = index,
        Target = name,
        Why = "",
        Outcome = "succeeded",
        StartedAt = _start.AddSeconds(start),
        Duration = TimeSpan.FromSeconds(seconds),
        WaitsFor = waitsFor,
    };
}
