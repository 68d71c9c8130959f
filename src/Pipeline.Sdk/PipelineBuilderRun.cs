namespace Pipeline.Sdk;

/// <summary>Runs a pipeline: the last line of every build program.</summary>
public static class PipelineBuilderRun
{
    /// <summary>Reads the command line, plans, and does what was asked for.</summary>
    /// <param name="build">The pipeline.</param>
    /// <returns>The exit code: 0 done, 1 a target failed, 2 wrong usage or invalid pipeline, 3 refused by a gate, 130 cancelled.</returns>
    public static int Run(this PipelineBuilder build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return new PipelineProgram(build, ProgramHost.FromProcess()).Run();
    }

    /// <summary>The same, for programs whose last line awaits.</summary>
    /// <param name="build">The pipeline.</param>
    /// <returns>The exit code: 0 done, 1 a target failed, 2 wrong usage or invalid pipeline, 3 refused by a gate, 130 cancelled.</returns>
    public static Task<int> RunAsync(this PipelineBuilder build) => Task.FromResult(build.Run());
}
