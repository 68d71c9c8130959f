using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes the jobs: a <c>deployment</c> where an environment is changed, otherwise a plain <c>job</c>; each in a stage of its own where that is needed.</summary>
internal sealed class AzureJobs(WorkflowPlan plan, GenerationOptions options)
{
    /// <summary>The matrix variable that names the leg.</summary>
    public const string LegVariable = "legName";

    private const string ImageVariable = "legImage";

    private readonly AzureSteps _steps = new(plan, options);

    /// <summary>The matrix variable that holds a value of a leg.</summary>
    public static string ValueVariable(LegValue value) => "leg" + char.ToUpperInvariant(value.Key[0]) + value.Key[1..];

    public YamlSequence Stages()
    {
        var stages = new YamlSequence(isSpaced: true);
        foreach (var job in plan.Jobs)
        {
            foreach (var line in job.Comments())
                stages.Comment(line);
            stages.Add(job.Calls is { } called ? Call(job, called) : Stage(job));
        }

        return stages;
    }

    public YamlSequence Jobs()
    {
        var jobs = new YamlSequence(isSpaced: true);
        foreach (var job in plan.Jobs)
        {
            foreach (var line in job.Comments())
                jobs.Comment(line);
            jobs.Add(Write(job, isStage: false));
        }

        return jobs;
    }

    private YamlMapping Stage(JobPlan job) => new()
    {
        { "stage", job.Id },

        // Written even when empty: stages are sequential otherwise.
        { "dependsOn", plan.IsCalled && job.WaitsFor.IsEmpty ? $"${{{{ parameters.{AzureTriggers.CallDependsOn} }}}}" : YamlSequence.Of(Needs(job)) },
        { "condition", AzureConditions.Of(plan, job) },
        { "lockBehavior", Lock(job) },
        { "jobs", new YamlSequence { Write(job, isStage: true) } },
    };

    // What waits for a call waits for every stage that the call brings.
    private IEnumerable<string> Needs(JobPlan job) =>
        job.WaitsFor.SelectMany(need => plan.Find(need.Job)?.Calls is { } called ? called.Jobs.Select(inner => inner.Id) : [need.Job]);

    private YamlMapping Call(JobPlan job, WorkflowPlan called)
    {
        var parameters = new YamlMapping();
        parameters.Add(AzureTriggers.CallDependsOn, YamlSequence.Of(Needs(job)));
        if (job.Condition is { } condition)
            parameters.Add(AzureConditions.CallCondition, AzureConditions.Of(plan, condition));
        foreach (var value in job.CallValues)
            parameters.Add(value.Input.InputName(), InputTypes.Scalar(InputTypes.Of(value.Input), value.Text));
        return new YamlMapping { { "template", AzureGenerator.PathOf(called, options) }, { "parameters", parameters } };
    }

    private static string? Lock(JobPlan job) => job.Environment is not null ? "sequential"
        : job.Definition.Concurrency is { } own ? own.CancelsRunning ? "runLatest" : "sequential"
        : null;

    private YamlMapping Write(JobPlan job, bool isStage) => job.Environment is { } environment ? Deployment(job, environment) : Job(job, isStage);

    private YamlMapping Job(JobPlan job, bool isStage)
    {
        var mapping = new YamlMapping
        {
            { "job", job.Id },
            { "dependsOn", isStage || job.WaitsFor.IsEmpty ? null : YamlSequence.Of(Needs(job)) },
            { "condition", isStage ? null : AzureConditions.Of(plan, job) },
            { "strategy", job.HasLegs() ? Strategy(job) : null },
        };
        AddMachine(mapping, job);
        mapping.Add("steps", _steps.Write(job));
        return mapping;
    }

    // The strategy is always the plain one: ours is carried out by the engine, the same on every system. It takes the place of a matrix, and a
    // job that deploys has one leg.
    private YamlMapping Deployment(JobPlan job, DeploymentEnvironment environment)
    {
        var deploy = new YamlMapping { { "deploy", new YamlMapping { { "steps", _steps.Write(job) } } } };
        var mapping = new YamlMapping { { "deployment", job.Id }, { "environment", environment.Name } };
        AddMachine(mapping, job);
        mapping.Add("strategy", new YamlMapping { { "runOnce", deploy } });
        return mapping;
    }

    private void AddMachine(YamlMapping mapping, JobPlan job)
    {
        mapping.Add("pool", Pool(job));
        mapping.Add("container", job.Definition.Container is { } container ? AzureContainers.Alias(plan, container) : null);
        if (!job.Definition.Services.IsEmpty)
        {
            var services = new YamlMapping();
            foreach (var service in job.Definition.Services)
                services.Add(service.Name, AzureContainers.Alias(plan, service));
            mapping.Add("services", services);
        }

        mapping.Add("timeoutInMinutes", job.TimeoutMinutes());
        mapping.Add("variables", Variables(job));
    }

    // Outputs are read by an expression, which only a variable's value takes; stores are named in the list form.
    private YamlSequence? Variables(JobPlan job)
    {
        var outputs = job.Definition.Variables.Where(variable => variable.Output is not null).ToList();
        if (job.Definition.SecretStores.IsEmpty && outputs.Count == 0)
            return null;

        var list = new YamlSequence();
        foreach (var store in job.Definition.SecretStores)
            list.Add(new YamlMapping { { "group", store } });
        foreach (var variable in outputs)
        {
            if (variable.Output is { } output)
                list.Add(new YamlMapping { { "name", AzureSteps.OutputVariable(variable) }, { "value", $"$[ {AzureConditions.OutputPath(plan, output, inJob: true)} ]" } });
        }

        return list;
    }

    private static YamlMapping Strategy(JobPlan job)
    {
        var legs = new YamlMapping();
        foreach (var leg in job.Legs)
        {
            var mapping = new YamlMapping { { LegVariable, leg.Name }, { ImageVariable, leg.Runner.Pool is null ? leg.Runner.AzureImage : null } };
            foreach (var value in leg.Values)
                mapping.Add(ValueVariable(value), value.Text);
            legs.Add(leg.Name, mapping);
        }

        return new YamlMapping { { "matrix", legs }, { "maxParallel", job.Definition.MaxParallel is { } most ? most : (YamlNode?)null } };
    }

    private static YamlMapping Pool(JobPlan job)
    {
        var runner = job.Legs[0].Runner;
        return runner.Pool is { } pool
            ? new() { { "name", pool }, { "demands", runner.Demands.IsEmpty ? null : YamlSequence.Of(runner.Demands) } }
            : new() { { "vmImage", job.HasLegs() ? $"$({ImageVariable})" : runner.AzureImage } };
    }
}
