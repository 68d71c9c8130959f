using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Formatting;
using Pipeline.Sdk.DotNet.Packaging;
using Pipeline.Sdk.DotNet.Testing;
using Pipeline.Sdk.DotNet.Tools;

namespace Pipeline.Sdk;

/// <summary>
/// The .NET command line, as far as it is used daily; <c>run.Tool("dotnet", …)</c> does the rest. What compilers, analyzers and tests find
/// becomes annotations, and a failure's message lists the first of them. Paths are absolute or relative to the repository's root.
/// </summary>
public sealed class DotNetTool
{
    private readonly RunContext _run;

    internal DotNetTool(RunContext run) => _run = run;

    /// <summary>Restores packages.</summary>
    /// <param name="project">A solution, a project, or a folder that holds exactly one.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="StepFailedException">There is no such file, or a package cannot be had.</exception>
    public Task Restore(string project, RestoreOptions? options = null) =>
        new BuildCommands(_run).RestoreAsync(project, options ?? new RestoreOptions());

    /// <summary>Builds.</summary>
    /// <param name="project">A solution, a project, or a folder that holds exactly one.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="StepFailedException">There is no such file, or it does not compile.</exception>
    public Task Build(string project, Configuration configuration = Configuration.Release, BuildOptions? options = null) =>
        new BuildCommands(_run).BuildAsync(project, configuration, options ?? new BuildOptions());

    /// <summary>Formats the sources of a solution or a project, or verifies that they are formatted.</summary>
    /// <param name="project">A solution, a project, or a folder that holds exactly one.</param>
    /// <param name="verify">Whether nothing is changed and a finding is a failure.</param>
    /// <param name="checks">What is looked at. Every check loads the projects once more; for white space alone <see cref="FormatWhitespace"/> is quicker.</param>
    /// <exception cref="StepFailedException">There are findings, each reported as an annotation; or a project does not load.</exception>
    public Task Format(string project, bool verify = true, FormatChecks checks = FormatChecks.Whitespace | FormatChecks.Style) =>
        new Formatter(_run).ProjectAsync(project, verify, checks);

    /// <summary>
    /// Formats the white space of every source file below a folder, or verifies it. No project is loaded, so it takes about two seconds
    /// where <see cref="Format"/> takes ten or more. <c>bin</c>, <c>obj</c>, <c>artifacts</c> and <c>.pipeline</c> are left out.
    /// </summary>
    /// <param name="folder">The folder; the default is the repository's root.</param>
    /// <param name="verify">Whether nothing is changed and a finding is a failure.</param>
    /// <exception cref="StepFailedException">There are findings, each reported as an annotation.</exception>
    public Task FormatWhitespace(string folder = ".", bool verify = true) => new Formatter(_run).FolderAsync(folder, verify);

    /// <summary>
    /// Runs tests. Results stay in <c>.pipeline/tests/TARGET/PROJECT</c>, the coverage report goes to <c>artifacts/coverage/TARGET/PROJECT</c>.
    /// </summary>
    /// <param name="project">A solution, a project, or a folder that holds exactly one.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="coverage">Whether coverage is measured. A minimum in the options measures it as well.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="StepFailedException">
    /// Tests failed, each reported as an annotation; or the run ended without a verdict; or there was no test; or the coverage is below the minimum.
    /// </exception>
    public Task<TestReport> Test(
        string project,
        Configuration configuration = Configuration.Release,
        Coverage coverage = Coverage.None,
        TestOptions? options = null) =>
        new Tester(_run, NuGetTool.For(_run)).TestAsync(project, configuration, coverage, options ?? new TestOptions());

    /// <summary>Makes NuGet packages.</summary>
    /// <param name="project">A solution, a project, or a folder that holds exactly one.</param>
    /// <param name="version">Their version.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="StepFailedException">It does not compile, or nothing in it can be packed.</exception>
    public Task<PackedPackages> Pack(string project, SemanticVersion version, PackOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new Packer(_run).PackAsync(project, version, options ?? new PackOptions());
    }

    /// <summary>
    /// Publishes a program as a release: framework-dependent, started by <c>dotnet NAME.dll</c>. The same sources and the same version give the
    /// same digest in every folder, with or without git. For that, source paths are mapped to <c>/_/</c>, Source Link and embedded generated
    /// sources are off (the release knows its commit), and the times in the list of static web assets become the commit's.
    /// </summary>
    /// <param name="project">A project, or a folder that holds exactly one.</param>
    /// <param name="version">The release's version.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="StepFailedException">It does not compile, or it is not a program.</exception>
    public Task<Release> Publish(string project, SemanticVersion version, PublishOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new Publisher(_run).PublishAsync(project, version, options ?? new PublishOptions());
    }
}
