namespace Pipeline.Sdk.Environments;

/// <summary>The target about environments. A pipeline that declares one has it, unless its author took the name.</summary>
internal static class EnvironmentsTarget
{
    private const string Name = "Environments";

    public static void AddTo(PipelineBuilder build, ProgramHost host)
    {
        var definition = build.ToDefinition();
        if (definition.Environments.IsEmpty)
            return;
        foreach (var target in definition.Targets)
        {
            if (target.Name.Equals(Name, StringComparison.OrdinalIgnoreCase))
                return;
        }

        build.Target(Name, build.Source.File, build.Source.Line)
            .Describe("Shows the environments in their order: what is live, what guards them, and which values are missing")
            .Group("Records")
            .Run(run => new EnvironmentMatrix(build.ToDefinition(), host).Show(run));
    }
}
