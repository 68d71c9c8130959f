using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Bootstrap;

/// <summary>
/// Whether a program that was compiled ahead of time can do all that its pipeline may ask of it. <c>build.sh</c> has a fresh one find out before it takes the place
/// of the program on the shared runtime: an output that nothing can write would be found in the middle of a run.
/// </summary>
internal static class NativeCheck
{
    /// <summary>The environment variable that asks for the check, when it is not empty.</summary>
    public const string Variable = "PIPELINE_CHECK_NATIVE";

    /// <summary>Names every output that cannot be written and gives the exit code: 0, or 2 when there is one.</summary>
    public static int Run(PipelineDefinition definition, TextWriter output, ResultJson json)
    {
        var unknown = definition.Targets.Where(target => target.Output is { } type && !json.Knows(type)).ToList();
        foreach (var target in unknown)
        {
            output.WriteLine(
                $"error PIPE0016: Nothing knows how to write the output of {target.Name}, {target.Output}, as JSON without reflection. "
                + $"Add it to a JsonSerializerContext, and that to the pipeline: build.SerializeOutputs(() => OutputJson.Default).");
        }

        return unknown.Count == 0 ? ExitCodes.Done : ExitCodes.Usage;
    }
}
