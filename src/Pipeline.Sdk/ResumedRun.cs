using System.Collections.Immutable;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.History;

namespace Pipeline.Sdk;

/// <summary>
/// A run that failed and is gone on with: what it finished is taken from its results. A target with inputs is judged by them, as ever; one without is taken only
/// when commit, files and build program are the same, and never one that changes an environment.
/// </summary>
internal sealed class ResumedRun
{
    /// <summary>The name of the archive in a run's folder.</summary>
    public const string FileName = "results.tar";

    private readonly ProgramHost _host;
    private readonly CheckoutStore _checkout;

    public ResumedRun(ProgramHost host, CheckoutStore checkout) => (_host, _checkout) = (host, checkout);

    /// <summary>Reads the run's results.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="options">The command line.</param>
    /// <param name="program">What stands for the build program.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The command line with what it left to that run, and the results that hold.</returns>
    public (CommandLineOptions Options, ProvidedResults Provided) Read(TargetGraph graph, CommandLineOptions options, string program, List<Diagnostic> diagnostics)
    {
        var provided = new ProvidedResults();
        try
        {
            var archives = options.ImportResults.IsEmpty ? [Newest()] : Named(options);
            foreach (var archive in archives)
            {
                var (manifest, results) = ResultArchive.Import(archive, _checkout);
                options = With(options, manifest);
                _host.Output.WriteLine($"Going on with run {manifest.Run} ({string.Join(' ', manifest.Targets)}{(manifest.Environment.Length > 0 ? " in " + manifest.Environment : "")})");
                Take(graph, options, manifest, results, archive, program, provided);
            }
        }
        catch (InvalidPipelineException invalid)
        {
            diagnostics.AddRange(invalid.Diagnostics);
        }

        return (options, provided);
    }

    private static CommandLineOptions With(CommandLineOptions options, HandoffManifest manifest)
    {
        var asked = options.Invocation;
        var parameters = asked.Parameters;
        foreach (var (name, value) in manifest.Parameters)
        {
            if (!parameters.ContainsKey(name))
                parameters = parameters.SetItem(name, value);
        }

        return options with
        {
            Invocation = asked with
            {
                Targets = asked.Targets.IsEmpty ? manifest.Targets : asked.Targets,
                Environment = asked.Environment ?? (manifest.Environment.Length > 0 ? manifest.Environment : null),
                Parameters = parameters,
            },
        };
    }

    private void Take(TargetGraph graph, CommandLineOptions options, HandoffManifest manifest, ImmutableArray<StoredResult> results, string archive, string program, ProvidedResults provided)
    {
        Lazy<string?> tree = new(() => TreeState.PrintAsync(new OwnPrograms(_host.Root, graph.Definition.Parameters, new SecretMasker([])), _host.Root, CancellationToken.None).GetAwaiter().GetResult());
        foreach (var result in results)
        {
            if (graph.Find(result.Target) is not { } target)
                continue;

            if (result.Key is { } key)
            {
                // Judged by its inputs, when the plan is made.
                _checkout.Store.Put(key, result);
                continue;
            }

            var why = target.Definition.Draft.Result is not null ? null : WhyNot(target, options, manifest, program, tree);
            if (why is not null)
                _host.Output.WriteLine($"  {target.Name} runs again: {why}");
            else if (target.Definition.Draft.Result is null)
                provided.Add(graph, result, "run " + manifest.Run, archive, _checkout);
        }
    }

    private string? WhyNot(GraphTarget target, CommandLineOptions options, HandoffManifest manifest, string program, Lazy<string?> tree) =>
        target.Definition.ChangesEnvironment ? "it changes the environment, which may have changed since"
        : target.IsEnvironmentBound && !string.Equals(manifest.Environment, options.Invocation.Environment ?? "", StringComparison.OrdinalIgnoreCase) ? "the environment is another one"
        : manifest.Program != program ? "the build program changed"
        : manifest.Commit.Length == 0 ? "without a commit nobody knows what it was made from"
        : manifest.Commit != GitHead.Read(_host.Root) ? "the commit is another one"
        : manifest.Tree.Length == 0 ? "files changed while that run went on, or it was too short to look"
        : manifest.Tree != tree.Value ? "files changed since"
        : null;

    private string Newest()
    {
        foreach (var run in RecordedRuns.Newest(_host.StateFolder, 50, (_, _) => { }))
        {
            if (run.Outcome == "succeeded")
                throw Nothing($"the newest recorded run, {run.Id}, succeeded");
            var archive = Path.Combine(_host.StateFolder, "runs", run.Id, FileName);
            if (File.Exists(archive))
                return archive;
            if (run.Outcome is not ("running" or "refused"))
                throw Nothing($"run {run.Id} finished no target before it {(run.Outcome == "cancelled" ? "was cancelled" : "failed")}");
        }

        throw Nothing("no run is recorded here");
    }

    // What a CI job left when it failed lies beside what it would have handed on.
    private List<string> Named(CommandLineOptions options)
    {
        var archives = new List<string>();
        foreach (var path in options.ImportResults.Select(path => Path.GetFullPath(path, _host.Root)))
        {
            if (Directory.Exists(path))
                archives.AddRange(Directory.EnumerateFiles(path, "*.tar", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
            else
                archives.Add(path);
        }

        return archives.Count > 0 ? archives : throw Nothing("the folder has no .tar file");
    }

    private static InvalidPipelineException Nothing(string why) => new([ResultErrors.NothingToResume(why)]);
}
