using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>Results that other runs exported: which targets they stand for, and what they hold.</summary>
internal sealed class ProvidedResults
{
    private readonly Dictionary<string, Provided> _byTarget = new(StringComparer.Ordinal);
    private ImmutableDictionary<Target, object?>? _outputs;

    /// <summary>The releases that parameters name, by service: their digests are known before anything runs.</summary>
    public List<KeyValuePair<string, Release>> Named { get; } = [];

    /// <summary>Target → where its result comes from, for people.</summary>
    public ImmutableDictionary<string, string> Sources =>
        _byTarget.Count == 0 ? ImmutableDictionary<string, string>.Empty : _byTarget.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Source, StringComparer.Ordinal);

    /// <summary>The outputs, by target.</summary>
    public ImmutableDictionary<Target, object?> Outputs => _outputs ??=
        _byTarget.Count == 0 ? ImmutableDictionary<Target, object?>.Empty : _byTarget.Values.ToImmutableDictionary(provided => provided.Target.Definition.Handle, provided => provided.Output);

    /// <summary>The results, by target; for handing them on.</summary>
    public Dictionary<string, StoredResult> Results()
    {
        var results = new Dictionary<string, StoredResult>(StringComparer.Ordinal);
        foreach (var (target, provided) in _byTarget)
        {
            if (provided.Result is { } result)
                results.Add(target, result);
        }

        return results;
    }

    /// <summary>Reads the archives; the last one wins. A result of a target that this pipeline does not have is passed over.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="files">The archives, and folders with archives; absolute.</param>
    /// <param name="checkout">Where contents are kept.</param>
    /// <param name="output">Where it is told which leg of a job was taken.</param>
    /// <param name="diagnostics">Receives what is wrong with an archive.</param>
    public static ProvidedResults Read(TargetGraph graph, ImmutableArray<string> files, Func<CheckoutStore> checkout, TextWriter output, List<Diagnostic> diagnostics)
    {
        if (files.IsEmpty)
            return new ProvidedResults();

        var provided = new ProvidedResults();
        foreach (var file in HandoffFolder.Archives(files, output, diagnostics))
        {
            try
            {
                var (manifest, results) = ResultArchive.Import(file, checkout());
                if (!manifest.IsComplete)
                    throw new InvalidPipelineException([HandoffErrors.OfFailedRun(file, manifest.Run)]);
                foreach (var result in results)
                    provided.Add(graph, result, Path.GetFileName(file), file, checkout());
            }
            catch (InvalidPipelineException invalid)
            {
                diagnostics.AddRange(invalid.Diagnostics);
            }
        }

        return provided;
    }

    /// <summary>Takes a result in the place of running its target.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="result">The result.</param>
    /// <param name="source">Where it comes from, for people.</param>
    /// <param name="file">The archive, for messages.</param>
    /// <param name="checkout">Has its contents.</param>
    /// <exception cref="InvalidPipelineException">Its output does not fit the target's type.</exception>
    public void Add(TargetGraph graph, StoredResult result, string source, string file, CheckoutStore checkout)
    {
        if (graph.Find(result.Target) is not { } target)
            return;

        _byTarget[target.Name] = new Provided(target, result, source, Output(target, result, file, checkout));
        _outputs = null;
    }

    /// <summary>Takes the results that parameters name in the place of running their targets. What they name lies where it is: nothing of it is put into the checkout.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="invocation">What was asked for.</param>
    /// <param name="facts">Where values come from.</param>
    /// <param name="stateHome">Where the environments of the checkout keep their state.</param>
    /// <param name="diagnostics">Receives why a parameter names nothing.</param>
    public void Substitute(TargetGraph graph, Invocation invocation, PlanFacts facts, Func<string> stateHome, List<Diagnostic> diagnostics)
    {
        foreach (var substitute in graph.Definition.Substitutes)
        {
            if (ParameterBinder.Peek(graph, substitute.Parameter, invocation, facts) is not string { Length: > 0 } wanted
                || graph.Definition.Environments.FirstOrDefault(known => known.Name.Equals(invocation.Environment, StringComparison.OrdinalIgnoreCase)) is not { } environment
                || graph.Find(substitute.Target.Name) is not { } target)
                continue;

            var answer = substitute.Find(new SubstituteQuestion(wanted, environment, graph.Definition.Environments, stateHome()));
            if (answer.Problem is { } problem)
                diagnostics.Add(problem);
            else
                _byTarget[target.Name] = new Provided(target, null, answer.Source, answer.Output);
            if (answer.Output is Release release)
                Named.Add(new(substitute.Service, release));
            _outputs = null;
        }
    }

    /// <summary>Puts the files back whose results the plan uses.</summary>
    /// <exception cref="StepFailedException">A file cannot be written.</exception>
    public void Restore(Plan plan, Func<CheckoutStore> checkout)
    {
        if (_byTarget.Count == 0)
            return;

        foreach (var step in plan.Steps)
        {
            if (step.Disposition == StepDisposition.Provided && _byTarget[step.Name].Result is { } result)
                checkout().Files.Restore(result, checkout().Store, []);
        }
    }

    private static object? Output(GraphTarget target, StoredResult result, string file, CheckoutStore checkout)
    {
        if (target.Definition.Output is not { } type)
            return null;

        try
        {
            var json = result.Output is { } digest ? checkout.Store.Bytes(digest) : null;
            return json is null ? throw new JsonException("it has none") : ResultJson.Of(target.Definition.Draft.Owner).Read(json, type);
        }
        catch (JsonException error)
        {
            throw new InvalidPipelineException([HandoffErrors.Corrupt(file, $"the output of {target.Name} does not fit its type: {error.Message}")]);
        }
    }

    private sealed record Provided(GraphTarget Target, StoredResult? Result, string Source, object? Output);
}
