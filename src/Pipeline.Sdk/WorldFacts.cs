using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.History;
using Pipeline.Sdk.Parameters;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>What a start finds out about the world, for its plan and its run. Nothing is started for it.</summary>
/// <param name="host">The world.</param>
internal sealed class WorldFacts(ProgramHost host)
{
    /// <summary>What the planner may know.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="diagnostics">Receives what is wrong with files.</param>
    public PlanFacts ForPlan(PipelineDefinition definition, CommandLineOptions options, List<Diagnostic> diagnostics) => new()
    {
        Variables = host.Variables,
        Texts = ParameterFiles.Read(host.Root, options.Invocation.Environment, definition, diagnostics),
        Durations = DurationFile.Read(host.Root, definition, diagnostics),
        Context = PlanContext(),
    };

    /// <summary>What is true of a whole run.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="now">When it begins.</param>
    public RunFacts ForRun(string id, DateTimeOffset now)
    {
        var ci = HostDetection.Detect(host.Variable);
        return new RunFacts
        {
            Id = id,
            StartedAt = now,
            Actor = HostDetection.Actor(host.Variable),
            Commit = GitHead.Read(host.Root),
            Machine = Environment.MachineName,
            Ci = ci.Name,
            Branch = ci.Branch ?? GitHead.Branch(host.Root),
            Tag = ci.Tag,
            IsHosted = ci.IsHosted,
            IsPullRequest = ci.IsPullRequest,
            RunUrl = ci.RunUrl,
            IsInteractive = host.IsInteractive,
        };
    }

    private PlanContext PlanContext()
    {
        var ci = HostDetection.Detect(host.Variable);
        return new PlanContext
        {
            Ci = ci.Name,
            Branch = ci.Branch ?? GitHead.Branch(host.Root),
            Commit = GitHead.Read(host.Root),
            IsPullRequest = ci.IsPullRequest,
            IsInteractive = host.IsInteractive,
        };
    }
}
