using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes what starts a pipeline, and what a person who starts it is asked for.</summary>
internal static class AzureTriggers
{
    /// <summary>The parameter of a template that says what its first stages wait for.</summary>
    public const string CallDependsOn = "callDependsOn";

    // Without the key, every branch would start it.
    public static YamlNode Trigger(WorkflowPlan plan)
    {
        var workflow = plan.Definition;
        if (workflow.Push is null && workflow.Tags.IsEmpty)
            return "none";

        var push = workflow.Push ?? new EventFilter { IgnoredBranches = ["*"] };
        var mapping = Filter(push.Branches.IsEmpty && push.IgnoredBranches.IsEmpty ? push with { Branches = ["*"] } : push);
        if (!workflow.Tags.IsEmpty)
            mapping.Add("tags", new YamlMapping { { "include", YamlSequence.Of(workflow.Tags) } });
        return mapping;
    }

    public static YamlNode PullRequests(WorkflowPlan plan)
    {
        if (plan.Definition.PullRequest is not { } pull)
            return "none";

        var mapping = new YamlMapping { { "autoCancel", true } };
        foreach (var (key, value) in Filter(pull.Branches.IsEmpty && pull.IgnoredBranches.IsEmpty ? pull with { Branches = ["*"] } : pull))
            mapping.Add(key, value);
        return mapping;
    }

    public static YamlSequence? Schedules(WorkflowPlan plan)
    {
        if (plan.Definition.Schedules.IsEmpty)
            return null;

        var schedules = new YamlSequence();
        foreach (var schedule in plan.Definition.Schedules)
        {
            schedules.Add(new YamlMapping
            {
                { "cron", schedule.Cron },
                { "displayName", $"{schedule.Cron} UTC" },
                { "branches", new YamlMapping { { "include", YamlSequence.Of([schedule.Branch]) } } },
                { "always", !schedule.OnlyWhenChanged },
            });
        }

        return schedules;
    }

    // Parameters are there on every start, with their defaults: one without a default stops every start that nobody answers.
    public static YamlSequence? Parameters(WorkflowPlan plan)
    {
        var parameters = new YamlSequence();
        if (plan.IsCalled)
        {
            parameters.Add(new YamlMapping { { "name", CallDependsOn }, { "type", "object" }, { "default", new YamlSequence() } });
            parameters.Add(new YamlMapping { { "name", AzureConditions.CallCondition }, { "type", "string" }, { "default", "true" } });
        }

        foreach (var input in plan.Inputs)
            parameters.Add(Parameter(input));
        if (!plan.Environments.IsEmpty)
        {
            parameters.Add(new YamlMapping
            {
                { "name", "environment" },
                { "displayName", "The environment" },
                { "type", "string" },
                { "default", plan.Environments[0] },
                { "values", YamlSequence.Of(plan.Environments) },
            });
        }

        return parameters.Count > 0 ? parameters : null;
    }

    private static YamlMapping Parameter(ParameterDefinition input)
    {
        var type = InputTypes.Of(input);
        var text = input.Default is { } value ? input.TextOf(value) : "";
        return new YamlMapping
        {
            { "name", input.InputName() },
            { "displayName", input.Description.Length > 0 ? input.Description : input.Name },
            { "type", type == "choice" ? "string" : type },
            { "default", text.Length == 0 && type is "boolean" or "number" ? null : InputTypes.Scalar(type, text) },
            { "values", type == "choice" ? Choices(input, text) : null },
        };
    }

    // The default must be one of them; a required choice has an empty one.
    private static YamlSequence Choices(ParameterDefinition input, string text) =>
        YamlSequence.Of(input.Choices.Contains(text, StringComparer.Ordinal) ? input.Choices : input.Choices.Prepend(text));

    private static YamlMapping Filter(EventFilter filter) => new()
    {
        { "branches", Lists(filter.Branches, filter.IgnoredBranches) },
        { "paths", Lists(filter.Paths, filter.IgnoredPaths) },
    };

    private static YamlMapping? Lists(IReadOnlyCollection<string> taken, IReadOnlyCollection<string> ignored) =>
        taken.Count + ignored.Count == 0 ? null : new YamlMapping
        {
            { "include", taken.Count > 0 ? YamlSequence.Of(taken) : null },
            { "exclude", ignored.Count > 0 ? YamlSequence.Of(ignored) : null },
        };
}
