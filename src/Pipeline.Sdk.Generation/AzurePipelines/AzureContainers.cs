using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.Azure;

/// <summary>Containers are declared once at the top, under an alias, and named by the jobs.</summary>
internal static class AzureContainers
{
    public static YamlMapping? Resources(WorkflowPlan plan)
    {
        var containers = new YamlSequence();
        foreach (var (alias, container) in Aliases(plan))
            containers.Add(Container(alias, container));
        return containers.Count == 0 ? null : new YamlMapping { { "containers", containers } };
    }

    /// <summary>The alias of a container: those that are described in the same way share one.</summary>
    public static string Alias(WorkflowPlan plan, JobContainer container) => Aliases(plan).First(known => IsSame(known.Container, container)).Alias;

    private static List<(string Alias, JobContainer Container)> Aliases(WorkflowPlan plan)
    {
        var aliases = new List<(string Alias, JobContainer Container)>();
        foreach (var container in plan.Jobs.SelectMany(job => job.Definition.Services.Prepend(job.Definition.Container)).OfType<JobContainer>())
        {
            if (aliases.Exists(known => IsSame(known.Container, container)))
                continue;

            var count = aliases.Count(known => known.Container.Name.Equals(container.Name, StringComparison.OrdinalIgnoreCase));
            aliases.Add((count == 0 ? container.Name : $"{container.Name}_{count + 1}", container));
        }

        return aliases;
    }

    private static bool IsSame(JobContainer one, JobContainer other) =>
        one.Name == other.Name && one.Image == other.Image && one.HealthCommand == other.HealthCommand && one.Ports.SequenceEqual(other.Ports) && one.Variables.SequenceEqual(other.Variables);

    private static YamlMapping Container(string alias, JobContainer container)
    {
        var variables = new YamlMapping();
        foreach (var (name, text) in container.Variables)
            variables.Add(name, text);
        return new YamlMapping
        {
            { "container", alias },
            { "image", container.Image },
            { "env", variables.Count > 0 ? variables : null },
            { "ports", container.Ports.IsEmpty ? null : YamlSequence.Of(container.Ports.Select(port => $"{port}:{port}")) },
            { "options", container.HealthCommand is { } command ? $"--health-cmd \"{command}\" --health-interval 5s --health-timeout 5s --health-retries 12" : null },
        };
    }
}
