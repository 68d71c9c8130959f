using Pipeline.Sdk.Generation.Locking;

namespace Pipeline.Sdk;

/// <summary>Lists the lock of actions, and compares it with what the repository's workflows and actions use, generated or not.</summary>
internal static class ActionList
{
    public static void Verify(RunContext run)
    {
        var problems = new List<Diagnostic>();
        var path = run.PathOf(ActionLock.Path);
        var locked = File.Exists(path) ? ActionLock.Parse(File.ReadAllText(path), problems) : ActionLock.Embedded;
        if (!File.Exists(path))
            run.Log.Warn($"{ActionLock.Path} is not there yet: ./build.sh Generate writes it. These are the SDK's own.");

        var uses = Files(run).SelectMany(file => ActionUse.In(file, File.ReadAllText(run.PathOf(file)))).ToList();
        foreach (var action in locked.Actions)
        {
            var files = uses.Where(use => locked.Find(use.Action) == action).Select(use => use.File).Distinct().ToList();
            run.Log.Info($"{action.Name} {action.Version} {action.Commit} {(files.Count == 0 ? "unused" : string.Join(", ", files))}");
        }

        problems.AddRange(ActionUse.Check(uses, locked));
        foreach (var problem in problems)
        {
            var (file, line) = (problem.Source?.File ?? ActionLock.Path, problem.Source?.Line ?? 1);
            run.Log.Info(GenerateErrors.Located(file, line, problem.Code, problem.Message));
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, problem.Message, file, line, Title: problem.Code));
        }

        if (problems.Count > 0)
            throw GenerateErrors.WrongUses(problems);

        run.Log.Info($"{uses.Count} uses of actions are commits of the lock");
    }

    private static IEnumerable<string> Files(RunContext run)
    {
        var github = run.PathOf(".github");
        return !Directory.Exists(github) ? [] : Directory.EnumerateFiles(github, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".yml" or ".yaml")
            .Select(file => Path.GetRelativePath(run.Root, file).Replace('\\', '/'))
            .Where(file => file != ActionLock.Path && (file.StartsWith(".github/workflows/", StringComparison.Ordinal) || Path.GetFileNameWithoutExtension(file) == "action"))
            .Order(StringComparer.Ordinal);
    }
}
