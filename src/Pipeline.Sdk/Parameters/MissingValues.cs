using System.Collections.Immutable;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Parameters;

/// <summary>Gathers what a plan reads and nothing gave: secrets from files, then everything from the person at the terminal; then plans again.</summary>
internal sealed class MissingValues
{
    private readonly TargetGraph _graph;
    private readonly CommandLineOptions _options;
    private readonly ProgramHost _host;

    public MissingValues(TargetGraph graph, CommandLineOptions options, ProgramHost host)
    {
        _graph = graph;
        _options = options;
        _host = host;
    }

    /// <summary>The plan with what could be gathered, or everything that is still wrong.</summary>
    /// <param name="facts">What the first plan was made of.</param>
    /// <param name="first">The first plan, with something missing.</param>
    /// <param name="diagnostics">Everything that is wrong already; receives what is wrong with secrets' files.</param>
    public PlanResult Gather(PlanFacts facts, PlanResult first, List<Diagnostic> diagnostics)
    {
        var result = first;
        if (first.Missing.Any(parameter => parameter.IsSecret))
        {
            facts = SecretSources.AddTo(facts, first.Missing.Where(parameter => parameter.IsSecret), _graph.Definition, _options.Invocation.Environment, _host, diagnostics);
            result = Planner.Plan(_graph, _options.Invocation, facts);
        }

        // Nobody is asked for values of a run that cannot be.
        var isAllThatIsWrong = diagnostics.Count == 0 && result.Diagnostics.Length == result.Missing.Length;
        if (result.Missing.IsEmpty || !isAllThatIsWrong || !CanAsk)
            return result;

        return Planner.Plan(_graph, _options.Invocation, facts with { Texts = facts.Texts.AddRange(Ask(result.Missing)) });
    }

    // A view asks nothing, and a CI system has nobody to answer even where it offers a terminal.
    private bool CanAsk => _options.Mode == CommandMode.Run && _host.IsInteractive && HostDetection.Ci(_host.Variable) is null;

    private List<ParameterText> Ask(ImmutableArray<ParameterDefinition> missing)
    {
        _host.Output.Flush();

        // Opened first, which takes the terminal out of line mode: a key that came before would be eaten there.
        _ = _host.Input;
        var prompt = _host.Prompt();
        var texts = new List<ParameterText>();
        foreach (var parameter in missing)
        {
            try
            {
                texts.Add(new ParameterText(parameter.Name, prompt.Ask(parameter), "prompt"));
            }
            catch (PromptEndedException)
            {
                throw new InvalidPipelineException([ParameterDiagnostics.PromptEnded(parameter.Name)]);
            }
        }

        return texts;
    }
}
