using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Pipeline.Sdk.Tasks;

/// <summary>
/// Runs a target of the pipeline's program in a process of its own, and reports its coded errors as MSBuild's own, at file and line. The program's assembly is never
/// loaded into MSBuild: a node that stays would keep it open.
/// </summary>
public sealed partial class RunPipelineTarget : ToolTask
{
    // Of a CI system the program would print what that system reads; here MSBuild reads.
    private static readonly string[] CiSystems = ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION", "BUILDKITE", "JENKINS_URL", "APPVEYOR"];

    private bool _hasNoSuchTarget;

    /// <summary>The program, <c>build.dll</c>.</summary>
    [Required]
    public string Program { get; set; } = "";

    /// <summary>The repository's root.</summary>
    [Required]
    public string Root { get; set; } = "";

    /// <summary>The target's name. A pipeline without it, as one without workflows, has nothing to do.</summary>
    [Required]
    public string Target { get; set; } = "";

    /// <inheritdoc/>
    protected override string ToolName => OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Low;

    /// <inheritdoc/>
    public override bool Execute()
    {
        EnvironmentVariables = [$"PIPELINE_ROOT={Root}", .. CiSystems.Select(name => name + "=")];
        return base.Execute();
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolName;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => Root;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        line.AppendFileNameIfNotNull(Program);
        line.AppendSwitch(Target);
        return line.ToString();
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (Located().Match(singleLine) is { Success: true } located)
            Log.LogError("", located.Groups["code"].Value, "", Path.Combine(Root, located.Groups["file"].Value), int.Parse(located.Groups["line"].Value, null), 1, 0, 0, located.Groups["message"].Value);
        else if (Coded().Match(singleLine) is { Success: true } coded)
            LogCoded(coded.Groups["code"].Value, coded.Groups["message"].Value);
        // The last word on a target that failed says again what was told with a place before.
        else if (Failed().Match(singleLine) is { Success: true } failed && !Log.HasLoggedErrors)
            LogCoded(failed.Groups["code"].Value, failed.Groups["message"].Value);
        else
            Log.LogMessage(messageImportance, singleLine);
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors() => _hasNoSuchTarget || (Log.HasLoggedErrors ? false : base.HandleTaskExecutionErrors());

    private void LogCoded(string code, string message)
    {
        _hasNoSuchTarget |= code == "PIPE0201" && message.Contains($"'{Target}'", StringComparison.Ordinal);
        if (_hasNoSuchTarget)
            Log.LogMessage(MessageImportance.Low, message);
        else
            Log.LogError("", code, "", null, 0, 0, 0, 0, message);
    }

    [GeneratedRegex(@"^(?:\S+ +\| )?(?<file>[^()]+)\((?<line>\d+),\d+\): error (?<code>PIPE\d{4}): (?<message>.*)$")]
    private static partial Regex Located();

    [GeneratedRegex(@"^error (?<code>PIPE\d{4}): (?<message>.*)$")]
    private static partial Regex Coded();

    [GeneratedRegex(@"^\S+ failed: (?<code>PIPE\d{4}): (?<message>.*)$")]
    private static partial Regex Failed();
}
