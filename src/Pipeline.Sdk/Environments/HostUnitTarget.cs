using Pipeline.Sdk.Delivery;

namespace Pipeline.Sdk.Environments;

/// <summary>The target that writes a unit of systemd. A pipeline that runs something on this machine has it, unless its author took the name.</summary>
internal static class HostUnitTarget
{
    private const string Name = "HostUnit";

    public static void AddTo(PipelineBuilder build)
    {
        var (runs, taken) = (false, false);
        var definition = build.ToDefinition();
        foreach (var environment in definition.Environments)
            runs |= environment.Runtime is ThisMachine;
        foreach (var target in definition.Targets)
            taken |= target.Name.Equals(Name, StringComparison.OrdinalIgnoreCase);
        if (!runs || taken)
            return;

        build.Target(Name, build.Source.File, build.Source.Line)
            .Describe("Writes a systemd unit that starts what an environment runs on this machine at boot")
            .Group("Records")
            .Needs(build.SelectedEnvironment)
            .Run((run, environment) => LocalUnit.Write(run, environment));
    }
}
