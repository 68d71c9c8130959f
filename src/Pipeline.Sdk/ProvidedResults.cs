using System.Collections.Immutable;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>Results that other runs exported: which targets they stand for, and what they hold.</summary>
internal sealed class ProvidedResults
{
    private static readonly ProvidedResults None = new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<Target, object?>.Empty);

    private readonly ImmutableDictionary<string, string> _files;

    private ProvidedResults(ImmutableDictionary<string, string> files, ImmutableDictionary<Target, object?> outputs)
    {
        _files = files;
        Outputs = outputs;
    }

    /// <summary>Target → where its result comes from, for people.</summary>
    public ImmutableDictionary<string, string> Sources => _files.IsEmpty ? _files : _files.ToImmutableDictionary(file => file.Key, file => Path.GetFileName(file.Value));

    public ImmutableDictionary<Target, object?> Outputs { get; }

    /// <summary>Reads the archives; the last one wins. A result of a target that this pipeline does not have is passed over.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="files">The archives, absolute.</param>
    /// <param name="diagnostics">Receives what is wrong with an archive.</param>
    public static ProvidedResults Read(TargetGraph graph, ImmutableArray<string> files, List<Diagnostic> diagnostics)
    {
        if (files.IsEmpty)
            return None;

        var sources = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var outputs = ImmutableDictionary.CreateBuilder<Target, object?>();
        foreach (var file in files)
        {
            try
            {
                Read(graph, file, sources, outputs);
            }
            catch (InvalidPipelineException invalid)
            {
                diagnostics.AddRange(invalid.Diagnostics);
            }
        }

        return new ProvidedResults(sources.ToImmutable(), outputs.ToImmutable());
    }

    /// <summary>Puts the files back whose results the plan uses.</summary>
    public void Restore(string root, Plan plan)
    {
        if (_files.IsEmpty)
            return;

        var used = plan.Steps.Where(step => step.Disposition == StepDisposition.Provided).Select(step => _files[step.Name]).Distinct(StringComparer.Ordinal);
        foreach (var file in used)
            ResultArchive.Restore(file, root);
    }

    private static void Read(
        TargetGraph graph,
        string file,
        ImmutableDictionary<string, string>.Builder sources,
        ImmutableDictionary<Target, object?>.Builder outputs)
    {
        foreach (var (name, json) in ResultArchive.Read(file))
        {
            if (graph.Find(name) is not { } target)
                continue;

            sources[target.Name] = file;
            outputs[target.Definition.Handle] = ResultArchive.Output(file, target, json);
        }
    }
}
