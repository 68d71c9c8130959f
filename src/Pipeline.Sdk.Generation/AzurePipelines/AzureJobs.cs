using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Writes one job: a <c>deployment</c> when it changes an environment, otherwise a plain <c>job</c>.</summary>
internal static class AzureJobs
{
    /// <summary>The matrix variable that names the leg.</summary>
    public const string LegVariable = "legName";

    /// <summary>The variable that names the part of a split job that a leg does.</summary>
    public const string PartVariable = "legPart";

    private const string ImageVariable = "legImage";

    public static YamlMapping Write(JobPlan job, GenerationOptions options, bool isStage)
    {
        var needs = isStage || job.Needs.IsEmpty ? null : YamlSequence.Of(job.Needs);
        return job.Environment is { } environment ? Deployment(job, environment, options) : Job(job, needs, options);
    }

    private static YamlMapping Job(JobPlan job, YamlSequence? needs, GenerationOptions options) => new()
    {
        { "job", job.Id },
        { "dependsOn", needs },
        { "strategy", job.HasLegs() ? new YamlMapping { { "matrix", Legs(job) } } : null },
        { "pool", Pool(job) },
        { "timeoutInMinutes", job.TimeoutMinutes() },
        { "steps", AzureSteps.Write(job, options) },
    };

    // The strategy is always the plain one: ours is carried out by the engine, the same on every system. It takes the place of a matrix, and a
    // job that deploys has one leg.
    private static YamlMapping Deployment(JobPlan job, DeploymentEnvironment environment, GenerationOptions options)
    {
        var deploy = new YamlMapping { { "deploy", new YamlMapping { { "steps", AzureSteps.Write(job, options) } } } };
        return new YamlMapping
        {
            { "deployment", job.Id },
            { "environment", environment.Name },
            { "pool", Pool(job) },
            { "timeoutInMinutes", job.TimeoutMinutes() },
            { "strategy", new YamlMapping { { "runOnce", deploy } } },
        };
    }

    private static YamlMapping Legs(JobPlan job)
    {
        var legs = new YamlMapping();
        foreach (var leg in job.Legs)
            legs.Add(leg.Name, new YamlMapping { { LegVariable, leg.Name }, { ImageVariable, leg.AzureImage }, { PartVariable, leg.Part } });
        return legs;
    }

    private static YamlMapping Pool(JobPlan job) => new() { { "vmImage", job.HasLegs() ? $"$({ImageVariable})" : job.Legs[0].AzureImage } };
}
