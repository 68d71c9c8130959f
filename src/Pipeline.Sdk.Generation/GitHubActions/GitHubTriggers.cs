using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Writes what starts a workflow.</summary>
internal static class GitHubTriggers
{
    public static YamlMapping Write(WorkflowPlan plan)
    {
        var workflow = plan.Definition;
        return new YamlMapping
        {
            { "push", Push(workflow) },
            { "pull_request", workflow.PullRequest is { } pull ? Filter(pull, []) : null },
            { "schedule", Schedules(plan) },
            { "workflow_call", plan.IsCalled ? Call(plan) : null },

            // A workflow that only others call has nothing to be started for.
            { "workflow_dispatch", !plan.IsCalled || plan.HasTrigger ? Manual(plan) : null },
        };
    }

    private static YamlMapping? Push(WorkflowDefinition workflow)
    {
        if (workflow.Push is { } push)
        {
            // Without a filter for branches GitHub would start it for tags too.
            var isOpen = push.Branches.IsEmpty && push.IgnoredBranches.IsEmpty;
            return Filter(isOpen ? push with { Branches = ["*"] } : push, workflow.Tags);
        }

        return workflow.Tags.IsEmpty ? null : Filter(new EventFilter(), workflow.Tags);
    }

    // GitHub forbids a list beside a list of exceptions: exceptions stand in the list, behind '!'.
    private static YamlMapping Filter(EventFilter filter, IReadOnlyCollection<string> tags)
    {
        var mapping = new YamlMapping();
        Add(mapping, "branches", filter.Branches, filter.IgnoredBranches, AnyText);
        if (tags.Count > 0)
            mapping.Add("tags", YamlSequence.Of(tags.Select(AnyText)));
        Add(mapping, "paths", filter.Paths, filter.IgnoredPaths, path => path);
        return mapping;
    }

    private static void Add(YamlMapping mapping, string key, IReadOnlyCollection<string> taken, IReadOnlyCollection<string> ignored, Func<string, string> pattern)
    {
        if (taken.Count > 0)
            mapping.Add(key, YamlSequence.Of([.. taken.Select(pattern), .. ignored.Select(text => "!" + pattern(text))]));
        else if (ignored.Count > 0)
            mapping.Add(key + "-ignore", YamlSequence.Of(ignored.Select(pattern)));
    }

    // '*' of ours, and of Azure Pipelines, goes on over '/'.
    private static string AnyText(string pattern) => pattern.Replace("*", "**", StringComparison.Ordinal);

    private static YamlSequence? Schedules(WorkflowPlan plan)
    {
        if (plan.Definition.Schedules.IsEmpty)
            return null;

        var schedules = new YamlSequence();
        foreach (var cron in plan.Definition.Schedules.Select(schedule => schedule.Cron).Distinct())
            schedules.Add(new YamlMapping { { "cron", cron } });
        return schedules;
    }

    private static YamlMapping Manual(WorkflowPlan plan)
    {
        var inputs = Inputs(plan.ManualInputs, isCall: false);
        if (!plan.Environments.IsEmpty)
        {
            inputs.Add("environment", new YamlMapping
            {
                { "description", "The environment" },
                { "type", "choice" },
                { "required", true },
                { "default", plan.Environments[0] },
                { "options", YamlSequence.Of(plan.Environments) },
            });
        }

        return inputs.Count == 0 ? [] : new YamlMapping { { "inputs", inputs } };
    }

    private static YamlMapping Call(WorkflowPlan plan)
    {
        var inputs = Inputs(plan.CallInputs, isCall: true);
        var secrets = new YamlMapping();
        foreach (var secret in plan.Jobs.SelectMany(job => job.Secrets).Distinct())
            secrets.Add(secret.Variable, new YamlMapping { { "description", secret.Description.Length > 0 ? secret.Description : null }, { "required", true } });
        return new YamlMapping { { "inputs", inputs.Count > 0 ? inputs : null }, { "secrets", secrets.Count > 0 ? secrets : null } };
    }

    private static YamlMapping Inputs(IEnumerable<ParameterDefinition> parameters, bool isCall)
    {
        var inputs = new YamlMapping();
        foreach (var input in parameters)
        {
            // A called workflow knows no choices.
            var type = InputTypes.Of(input) is var own && isCall && own == "choice" ? "string" : own;
            inputs.Add(input.InputName(), new YamlMapping
            {
                { "description", input.Description.Length > 0 ? input.Description : input.Name },
                { "type", type },
                { "required", input.IsRequired },
                { "default", input.Default is { } value ? InputTypes.Scalar(type, input.TextOf(value)) : null },
                { "options", type == "choice" ? YamlSequence.Of(input.Choices) : null },
            });
        }

        return inputs;
    }
}
