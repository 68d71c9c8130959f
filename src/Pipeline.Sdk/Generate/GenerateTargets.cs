using System.Runtime.CompilerServices;

namespace Pipeline.Sdk;

/// <summary>The targets around the workflows' files: the only place where plans and generators meet.</summary>
public static class GenerateTargets
{
    /// <summary>
    /// Declares <c>Generate</c>, which writes the workflows' files (with <c>--check</c> it only compares), <c>GenerateCheck</c>, which always only
    /// compares, for CI, <c>Actions</c>, which lists and verifies the actions that the files use, and <c>CiSetup</c>, which tells what is to be set up by
    /// hand. A pipeline with workflows that does not call this gets them all the same.
    /// </summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="setupPage">A page to write what <c>CiSetup</c> tells to, relative to the repository's root: <c>docs/ci-setup.md</c>; null for none.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    /// <returns>The target that only compares, to be put into a CI job.</returns>
    public static Target Generate(this PipelineBuilder build, string? setupPage = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        var check = build.Parameter("check", "Generate: change nothing, fail with a diff when a file is stale", false, variable: null, file, line);
        var force = build.Parameter("force", "Generate: overwrite files that were edited by hand", false, variable: null, file, line);
        var prune = build.Parameter("prune", "Generate: delete generated files that the definition does not give any more", false, variable: null, file, line);
        var format = build.Parameter("ci-format", "CiSetup: how it is written", SetupFormat.Text, variable: null, file, line);

        build.Target("Generate", file, line)
            .Describe("Writes the CI workflows' files from their definition")
            .Needs(check).Needs(force).Needs(prune)
            .Run((run, onlyCheck, overwrite, delete) =>
            {
                var files = GeneratedFiles.Of(run, build, setupPage);
                if (onlyCheck)
                    files.Check();
                else
                    files.Write(overwrite, delete);
            });
        build.Target("Actions", file, line)
            .Describe("Lists the actions that workflows use, and verifies that each is a commit of the lock")
            .Run(ActionList.Verify);
        build.Target("CiSetup", file, line)
            .Describe("Tells what becomes of each workflow's features in each CI system, and what is to be set up there by hand")
            .Needs(format)
            .Run((run, wanted) => SetupList.Tell(run, build, wanted));
        return build.Target("GenerateCheck", file, line)
            .Describe("Fails with a diff when a CI workflow's file is not what its definition gives")
            .Run(run => GeneratedFiles.Of(run, build, setupPage).Check());
    }

    /// <summary>Adds the targets to a pipeline that has workflows and did not ask for them.</summary>
    internal static void AddTo(PipelineBuilder build)
    {
        var definition = build.ToDefinition();
        if (!definition.Workflows.IsEmpty && !definition.Targets.Any(target => target.Name == "Generate"))
            build.Generate(setupPage: null, build.Source.File, build.Source.Line);
    }
}
