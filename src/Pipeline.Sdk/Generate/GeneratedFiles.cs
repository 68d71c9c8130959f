using Pipeline.Sdk.Generation;
using Pipeline.Sdk.Generation.Files;
using Pipeline.Sdk.Generation.Locking;
using Pipeline.Sdk.Generation.Setup;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk;

/// <summary>Generated files against those on disk: the one place that compares them, and the one that writes.</summary>
internal sealed class GeneratedFiles
{
    private readonly RunContext _run;
    private readonly List<(GeneratedFile File, FileDifference Difference)> _files;
    private readonly List<FileDifference> _orphans;

    private GeneratedFiles(RunContext run, List<(GeneratedFile File, FileDifference Difference)> files, List<FileDifference> orphans)
    {
        _run = run;
        _files = files;
        _orphans = orphans;
    }

    /// <exception cref="InvalidPipelineException">A workflow cannot be written.</exception>
    public static GenerationResult Make(RunContext run, PipelineBuilder build)
    {
        var (graph, diagnostics) = GraphBuilder.Build(build.ToDefinition());
        if (graph is null)
            throw new InvalidPipelineException(diagnostics);

        var result = WorkflowFiles.Make(graph, Read(run, ActionLock.Path));
        foreach (var warning in diagnostics.Concat(result.Warnings))
            run.Log.Warn(warning.ToString());
        return result;
    }

    /// <exception cref="InvalidPipelineException">A workflow cannot be written.</exception>
    public static GeneratedFiles Of(RunContext run, PipelineBuilder build, string? setupPage)
    {
        var result = Make(run, build);
        var files = result.Files.Select(file => (File: file, Difference: FileComparer.Compare(file, Read(run, file.Path)))).ToList();
        if (result.UsesActions)
        {
            var file = new GeneratedFile(ActionLock.Path, result.Lock.ToString());
            files.Insert(0, (file, FileComparer.CompareShared(file, Read(run, file.Path))));
        }

        if (setupPage is not null)
        {
            var page = new GeneratedFile(setupPage, GeneratedHeader.WriteMarkdown(SetupMarkdown.Write(result.Reports)));
            files.Add((page, FileComparer.Compare(page, Read(run, page.Path))));
        }

        var paths = files.Select(file => file.File.Path).ToHashSet(StringComparer.Ordinal);
        var orphans = Candidates(run).Where(path => !paths.Contains(path)).Select(path => FileComparer.Orphan(path, Read(run, path) ?? "")).OfType<FileDifference>().ToList();
        return new GeneratedFiles(run, files, orphans);
    }

    /// <exception cref="StepFailedException">PIPE0321: a file is missing, stale, edited, or not generated any more.</exception>
    public void Check()
    {
        var wrong = _files.Select(file => file.Difference).Where(difference => difference.State != FileState.Same).Concat(_orphans).ToList();
        foreach (var difference in wrong)
        {
            var line = UnifiedDiff.FirstLine(difference.Diff);
            _run.Log.Info(difference.Diff);
            _run.Log.Info(GenerateErrors.Located(difference.Path, line, "PIPE0321", GenerateErrors.Reason(difference)));
            _run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, GenerateErrors.Reason(difference), difference.Path, line, 1, Title: "PIPE0321"));
        }

        if (wrong.Count > 0)
            throw GenerateErrors.Stale(wrong);

        _run.Log.Info($"{_files.Count} generated files are what the definition gives");
    }

    /// <exception cref="StepFailedException">PIPE0322: a file was edited by hand, and nothing was written.</exception>
    public void Write(bool force, bool prune)
    {
        // All or nothing: a file that a person has edited stops the writing of the others too.
        var edited = _files.Select(file => file.Difference).Concat(prune ? _orphans : []).Where(difference => difference.IsEdited).ToList();
        if (edited.Count > 0 && !force)
            throw GenerateErrors.Edited(edited);

        foreach (var (file, difference) in _files)
        {
            if (difference.State != FileState.Same)
                Write(file);
            _run.Log.Info(difference.State == FileState.Same ? $"{file.Path} is up to date" : $"{file.Path} written");
        }

        foreach (var orphan in _orphans)
        {
            if (prune)
            {
                File.Delete(_run.PathOf(orphan.Path));
                _run.Log.Info($"{orphan.Path} deleted");
            }
            else
            {
                _run.Log.Warn(GenerateErrors.Orphaned(orphan));
            }
        }
    }

    private void Write(GeneratedFile file)
    {
        var path = _run.PathOf(file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _run.Root);
        File.WriteAllText(path + ".tmp", file.Content);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static string? Read(RunContext run, string path)
    {
        var file = run.PathOf(path);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    // Where CI systems look for their files, and where pages lie: the root itself, what begins with a dot in it, and docs.
    private static IEnumerable<string> Candidates(RunContext run)
    {
        var folders = new[] { run.Root, run.PathOf(".github/workflows"), run.PathOf("docs") };
        return folders.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .Where(file => Path.GetExtension(file) is ".yml" or ".yaml" or ".md")
            .Select(file => Path.GetRelativePath(run.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }
}
