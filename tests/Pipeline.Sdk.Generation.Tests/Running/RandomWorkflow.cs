using CsCheck;

namespace Pipeline.Sdk.Generation.Running;

/// <summary>A workflow made of numbers: targets that need earlier ones, jobs that name some of them, and what starts it.</summary>
internal sealed record RandomWorkflow
{
    private static readonly (string Event, string Ref)[] Starts =
    [
        ("push", "refs/heads/main"), ("push", "refs/heads/release/1/x"), ("push", "refs/tags/v1"), ("pull_request", "refs/pull/7/merge"), ("schedule", "refs/heads/main"), ("workflow_dispatch", "refs/heads/main"),
    ];

    private static readonly Gen<RandomJob> Job =
        from targets in Gen.Int[0, 255]
        from condition in Gen.Int[0, 39]
        from other in Gen.Int[0, 39]
        from combined in Gen.Int[0, 3]
        from features in Gen.Int[0, 255]
        select new RandomJob(targets, condition, other, combined, features);

    public required IReadOnlyList<int> Needs { get; init; }

    public required IReadOnlyList<RandomJob> Jobs { get; init; }

    public required int Start { get; init; }

    public required int Failing { get; init; }

    public required bool Chosen { get; init; }

    public static Gen<RandomWorkflow> Any { get; } =
        from needs in Gen.Int[0, 255].Array[2, 8]
        from jobs in Job.Array[1, 6]
        from start in Gen.Int[0, Starts.Length - 1]
        from failing in Gen.Int[0, 15]
        from chosen in Gen.Bool
        select new RandomWorkflow { Needs = needs, Jobs = jobs, Start = start, Failing = failing, Chosen = chosen };

    /// <summary>Which target fails; often none does.</summary>
    public string FailingTarget => $"T{Failing}";

    public RunRequest Request(string id, string file) => new()
    {
        Id = id,
        File = file,
        Event = Starts[Start].Event,
        Ref = Starts[Start].Ref,
        Environment = new Dictionary<string, string> { ["FAILING"] = FailingTarget },
        Inputs = Starts[Start].Event == "workflow_dispatch" && Chosen ? new Dictionary<string, string> { ["wanted"] = "true", ["word"] = "it's" } : new Dictionary<string, string>(),
    };

    public PipelineBuilder Build()
    {
        var build = PipelineBuilder.Create([]);
        var wanted = build.Parameter("wanted", "Wanted", false);
        var word = build.Parameter("word", "A word", "none");
        var targets = new List<Target<int>>();
        foreach (var (index, mask) in Needs.Index())
        {
            var draft = build.Target($"T{index}").DependsOn([.. targets.Where((_, earlier) => (mask >> earlier & 1) == 1)]).Needs(wanted).Needs(word);
            targets.Add(draft.Run((_, _, _) => 1));
        }

        var production = build.Environment("production", e => e);
        var deploy = build.Target("Deploy").DependsOn(targets[0]).Needs(build.SelectedEnvironment).ChangesEnvironment().Run((_, _) => { });
        build.Workflow("ci", w =>
        {
            w = w.OnPush("main", "release/*").OnTag("v*").OnPullRequest().OnSchedule("0 1 * * *").OnManual(m => m.Input(wanted).Input(word));
            foreach (var (index, job) in Jobs.Index())
                w = w.Job($"job{index}", [.. targets.Where((_, target) => target == index % targets.Count || (job.Targets >> target & 1) == 1)], j => Describe(j, job, index, targets, wanted, word));
            return (Jobs[0].Features & 128) != 0 ? w.Deploy(deploy, production).Emit(GitHubActions.Dialect, AzurePipelines.Dialect) : w.Emit(GitHubActions.Dialect, AzurePipelines.Dialect);
        });
        return build;
    }

    // Handles of what earlier jobs keep and tell are made anew by number: equal ones are the same artifact.
    private readonly Dictionary<int, JobOutput> _outputs = [];

    private static JobArtifact Artifact(int job) => JobArtifact.Folder($"kept{job}", "artifacts/packages");

    private JobDraft Describe(JobDraft draft, RandomJob job, int index, List<Target<int>> targets, Parameter<bool> wanted, Parameter<string> word)
    {
        var has = (int bit) => (job.Features >> bit & 1) == 1;
        if (has(0) && has(1))
            draft = draft.On(Runner.Ubuntu, Runner.Ubuntu with { Name = "older", GitHubLabel = "ubuntu-22.04", AzureImage = "ubuntu-22.04" });
        else if (has(2))
            draft = draft.Output(_outputs[index] = JobOutput.Of("out", targets[index % targets.Count]));
        if (has(3))
            draft = draft.Publish(Artifact(index));
        if (has(4) && index > 0 && (Jobs[index - 1].Features >> 3 & 1) == 1 && (Jobs[index - 1].Features & 3) != 3)
            draft = draft.Fetch(Artifact(index - 1));
        if (has(5) && index > 0)
            draft = draft.After($"job{index - 1}");
        if (has(6) && _outputs.TryGetValue(index - 1, out var output))
            draft = draft.Variable("SHOWN_OUTPUT", output);
        if (job.Condition < 30)
        {
            var condition = Condition(job.Condition, index, wanted, word);
            draft = draft.If(job.Join switch
            {
                0 => condition,
                1 => condition & Condition(job.Other, index, wanted, word),
                2 => condition | Condition(job.Other, index, wanted, word),
                _ => !(condition & Condition(job.Other, index, wanted, word)),
            });
        }

        return draft;
    }

    private RunCondition Condition(int number, int index, Parameter<bool> wanted, Parameter<string> word) => (number % 17) switch
    {
        0 => RunCondition.OnSuccess,
        1 => RunCondition.OnFailure,
        2 => RunCondition.Always,
        3 => RunCondition.Finished,
        4 => RunCondition.Branch("main"),
        5 => RunCondition.Branch("release/*"),
        6 => RunCondition.Tag("v*"),
        7 => RunCondition.Event(WorkflowEvent.Push),
        8 => RunCondition.Event(WorkflowEvent.PullRequest),
        9 => RunCondition.Event(WorkflowEvent.Schedule),
        10 => RunCondition.Event(WorkflowEvent.Manual),
        11 => RunCondition.Parameter(wanted, true),
        12 => RunCondition.Parameter(word, "it's"),
        13 when _outputs.TryGetValue(index - 1, out var output) => RunCondition.Output(output, $"text{index - 1}"),
        14 when index > 0 => RunCondition.Job($"job{index - 1}", JobOutcome.Failed),
        15 when index > 0 => RunCondition.Job($"job{index - 1}", JobOutcome.Skipped),
        16 when index > 0 => RunCondition.Job($"job{index - 1}", JobOutcome.Succeeded),
        _ => !RunCondition.Branch("main"),
    };
}
