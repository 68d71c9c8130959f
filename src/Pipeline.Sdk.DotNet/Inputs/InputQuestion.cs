using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>
/// Asks MSBuild once for all projects: a target that is put into each of them writes down what it is made of and goes on to the projects that it references,
/// and MSBuild's log tells what was imported.
/// </summary>
internal sealed class InputQuestion(string root, IProcessRunner processes, ImmutableSortedDictionary<string, string> properties, CancellationToken cancellationToken)
{
    private static readonly string[] _solutions = [".sln", ".slnx", ".slnf"];

    public async Task<InputAnswer> AskAsync(ImmutableArray<string> names)
    {
        var solutions = new List<string>();
        var projects = new List<string>();
        foreach (var name in names)
        {
            var file = ProjectFile.Find(root, name).FullPath;
            if (_solutions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            {
                solutions.Add(file);
                projects.AddRange(await ProjectsOfAsync(file).ConfigureAwait(false));
            }
            else
            {
                projects.Add(file);
            }
        }

        RefuseOutside(projects.Concat(solutions));
        var folder = Directory.CreateTempSubdirectory("pipeline-inputs-").FullName;
        try
        {
            var texts = ProjectTexts.Of(root);
            await EvaluateAsync(folder, projects, texts).ConfigureAwait(false);
            var facts = ProjectFacts.Read(Path.Combine(folder, "answers"));
            RefuseOutside(facts.Projects.Select(project => project.File));
            return new InputPatterns(root, facts, ImportLog.Read(Path.Combine(folder, "log"))).Answer(solutions);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IEnumerable<string>> ProjectsOfAsync(string solution)
    {
        var result = await DotNetAsync(["sln", solution, "list"]).ConfigureAwait(false);
        var lines = OutputText.Lines(result.StandardOutput);
        var rule = Array.FindIndex(lines, line => line.StartsWith("---", StringComparison.Ordinal));
        if (result.ExitCode != 0)
            throw DotNetDiagnostics.NotEvaluated([Path.GetRelativePath(root, solution)], OutputText.LastLines(result, 10));

        // A shared project is nothing but a list of files that others import.
        return lines[(rule + 1)..]
            .Where(line => rule >= 0 && Path.GetExtension(line) is { Length: > 0 } extension && extension != ".shproj")
            .Select(line => Path.GetFullPath(line.Replace('\\', '/'), Path.GetDirectoryName(solution) ?? root));
    }

    private async Task EvaluateAsync(string folder, List<string> projects, ProjectTexts texts)
    {
        var answers = Path.Combine(folder, "answers");
        Directory.CreateDirectory(answers);
        var entry = Path.Combine(folder, "entry.proj");
        var injected = Path.Combine(folder, "inputs.targets");
        QuestionTargets.WriteEntry(entry, projects, properties);
        QuestionTargets.WriteInjected(injected, answers, texts);
        var result = await DotNetAsync(
            [
                "msbuild", entry, "-t:" + QuestionTargets.Name, "-nologo", "-noAutoResponse", "-maxCpuCount", "-nodeReuse:false", "-verbosity:quiet", "-tl:off",
                $"-flp:LogFile={Path.Combine(folder, "log")};Verbosity=detailed;Encoding=UTF-8",
                "-p:CustomAfterMicrosoftCommonTargets=" + injected,
                "-p:CustomAfterMicrosoftCommonCrossTargetingTargets=" + injected,
            ]).ConfigureAwait(false);
        if (result.ExitCode == 0)
            return;

        var errors = BuildOutput.Findings(result.StandardOutput, root).Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => finding.ToString()).ToList();
        throw DotNetDiagnostics.NotEvaluated(
            projects.Select(project => Path.GetRelativePath(root, project)).ToList(),
            errors.Count > 0 ? errors : OutputText.LastLines(result, 10));
    }

    private Task<ToolResult> DotNetAsync(ImmutableArray<string> arguments) => processes.RunAsync(
        new ToolCommand("dotnet", arguments)
        {
            Variables = DotNetProcess.Variables.Add("MSBUILDLOGIMPORTS", "1"),
            MustSucceed = false,
            ShowsOutput = false,
        },
        cancellationToken);

    private void RefuseOutside(IEnumerable<string> files)
    {
        var outside = files.Where(file => RelativePath.Relative(file, root) is null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (outside.Count > 0)
            throw DotNetDiagnostics.ProjectOutside(outside, root);
    }
}
