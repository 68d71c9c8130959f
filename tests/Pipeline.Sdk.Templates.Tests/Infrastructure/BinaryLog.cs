using Microsoft.Build.Logging.StructuredLogger;
using LoggedTarget = Microsoft.Build.Logging.StructuredLogger.Target;
using LoggedTask = Microsoft.Build.Logging.StructuredLogger.Task;

namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>What a build did, by its binary log.</summary>
internal sealed class BinaryLog
{
    private const string Ours = "Pipeline.Sdk";
    private readonly Build _build;

    private BinaryLog(int exitCode, Build build) => (ExitCode, _build) = (exitCode, build);

    public int ExitCode { get; }

    /// <summary>Tasks of our assembly that were executed.</summary>
    public int OurTasks => _build.FindChildrenRecursive<LoggedTask>(task => task.FromAssembly?.Contains(Ours + ".Tasks", StringComparison.Ordinal) == true).Count;

    /// <summary>Targets of our files in which a task ran, whatever the task.</summary>
    public IEnumerable<string> OurTargets =>
        _build.FindChildrenRecursive<LoggedTarget>(target => Path.GetFileName(target.SourceFilePath)?.StartsWith(Ours, StringComparison.Ordinal) == true)
            .Where(target => target.Children.OfType<LoggedTask>().Any())
            .Select(target => target.Name);

    /// <summary>Code, file and line of every error.</summary>
    public IEnumerable<(string Code, string File, int Line)> Errors =>
        _build.FindChildrenRecursive<Error>().Select(error => (error.Code, error.File, error.LineNumber));

    /// <summary>Runs <c>dotnet build</c> and reads its log.</summary>
    public static async System.Threading.Tasks.Task<BinaryLog> OfBuildAsync(string root, params string[] arguments)
    {
        using var folder = new TempFolder();
        var log = folder.PathOf("build.binlog");
        var run = await Programs.RunAsync(root, "dotnet", ["build", "--nologo", "--verbosity", "quiet", .. arguments, $"-bl:{log}"]);
        Assert.True(File.Exists(log), run.StandardOutput + run.StandardError);
        return new BinaryLog(run.ExitCode, Serialization.Read(log));
    }
}
