using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Reporting;

/// <summary>The target about one recorded run. Every pipeline has it, unless its author took the name.</summary>
internal static class ReportTarget
{
    public const string Name = "Report";

    /// <summary>Adds it.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="host">The world.</param>
    public static void AddTo(PipelineBuilder build, ProgramHost host)
    {
        var definition = build.ToDefinition();
        if (definition.Targets.IsEmpty)
            return;
        foreach (var target in definition.Targets)
        {
            if (target.Name.Equals(Name, StringComparison.OrdinalIgnoreCase))
                return;
        }

        var (file, line) = (build.Source.File, build.Source.Line);
        var run = Known<string>(definition, "run") ?? build.Parameter(Free(definition, "run"), "Report: the run's id, as Runs lists it; the last one when it is empty", "", variable: null, file, line);
        var open = Known<bool>(definition, "open") ?? build.Parameter(Free(definition, "open"), "Report: show it in the browser", false, variable: null, file, line);
        build.Target(Name, file, line)
            .Describe("Writes a recorded run as one HTML file: graph, timeline, logs, failures, comparison")
            .Group("Records")
            .Needs(run)
            .Needs(open)
            .Run((context, id, opens) => ReportFiles.WriteAsync(context, id, opens, host));
    }

    private static string Free(PipelineDefinition definition, string name)
    {
        foreach (var parameter in definition.Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return "report-" + name;
        }

        return name;
    }

    // An option has one name: an author's own one of the same kind serves as well.
    private static Parameter<T>? Known<T>(PipelineDefinition definition, string name)
    {
        foreach (var parameter in definition.Parameters)
        {
            if (parameter.Name == name && parameter.Handle is Parameter<T> known)
                return known;
        }

        return null;
    }
}
