using System.Runtime.CompilerServices;
using Pipeline.Sdk.Generation;
using Pipeline.Sdk.Generation.Files;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk;

/// <summary>The targets that turn workflows into files: the only place where plans and generators meet.</summary>
public static class GenerateTargets
{
    /// <summary>
    /// Declares <c>Generate</c>, which writes the workflows' files (with <c>--check</c> it only compares), and <c>GenerateCheck</c>, which always only
    /// compares, for CI. A pipeline with workflows that does not call this gets both all the same.
    /// </summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    /// <returns>The target that only compares, to be put into a CI job.</returns>
    public static Target Generate(this PipelineBuilder build, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        var check = build.Parameter("check", "Generate: change nothing, fail with a diff when a file is stale", false, variable: null, file, line);
        build.Target("Generate", file, line)
            .Describe("Writes the CI workflows' files from their definition")
            .Needs(check)
            .Run((run, onlyCheck) => Generate(run, build, onlyCheck));
        return build.Target("GenerateCheck", file, line)
            .Describe("Fails with a diff when a CI workflow's file is not what its definition gives")
            .Run(run => Generate(run, build, onlyCheck: true));
    }

    /// <summary>Adds the targets to a pipeline that has workflows and did not ask for them.</summary>
    internal static void AddTo(PipelineBuilder build)
    {
        var definition = build.ToDefinition();
        if (!definition.Workflows.IsEmpty && !definition.Targets.Any(target => target.Name == "Generate"))
            build.Generate(build.Source.File, build.Source.Line);
    }

    private static void Generate(RunContext run, PipelineBuilder build, bool onlyCheck)
    {
        var (graph, diagnostics) = GraphBuilder.Build(build.ToDefinition());
        foreach (var diagnostic in diagnostics)
            run.Log.Warn(diagnostic.ToString());
        if (graph is null)
            throw new InvalidPipelineException(diagnostics);

        var differences = WorkflowFiles.From(graph).Select(generated => (File: generated, Difference: FileComparer.Compare(generated, Read(run, generated)))).ToList();
        if (onlyCheck)
            Check(run, [.. differences.Select(found => found.Difference)]);
        else
            Write(run, differences);
    }

    private static void Check(RunContext run, IReadOnlyList<FileDifference> differences)
    {
        var wrong = differences.Where(difference => difference.State != FileState.Same).ToList();
        foreach (var difference in wrong)
        {
            run.Log.Info(difference.Diff);
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, GenerateErrors.Reason(difference), difference.Path, 1, Title: "PIPE0321"));
        }

        if (wrong.Count > 0)
            throw GenerateErrors.Stale(wrong);

        run.Log.Info($"{differences.Count} generated files are what the definition gives");
    }

    private static void Write(RunContext run, List<(GeneratedFile File, FileDifference Difference)> differences)
    {
        // All or nothing: a file that a person has edited stops the writing of the others too.
        var edited = differences.Where(found => found.Difference.State == FileState.Edited).Select(found => found.Difference).ToList();
        if (edited.Count > 0)
            throw GenerateErrors.Edited(edited);

        foreach (var (file, difference) in differences)
        {
            if (difference.State == FileState.Same)
            {
                run.Log.Info($"{file.Path} is up to date");
                continue;
            }

            var path = run.PathOf(file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? run.Root);
            File.WriteAllText(path + ".tmp", file.Content);
            File.Move(path + ".tmp", path, overwrite: true);
            run.Log.Info($"{file.Path} written");
        }
    }

    private static string? Read(RunContext run, GeneratedFile file)
    {
        var path = run.PathOf(file.Path);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
