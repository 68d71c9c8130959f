using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>Runs <c>dotnet</c> with an environment that is the same everywhere, and reports what compilers say.</summary>
internal sealed class DotNetProcess(RunContext run)
{
    // Our own process may have been started by "dotnet run" or "dotnet test" of another SDK; these would bind its children to that SDK.
    internal static readonly ImmutableDictionary<string, string?> Variables = ImmutableDictionary<string, string?>.Empty
        .Add("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
        .Add("DOTNET_NOLOGO", "1")
        .Add("DOTNET_CLI_UI_LANGUAGE", "en")
        .Add("MSBuildSDKsPath", null)
        .Add("MSBuildExtensionsPath", null)
        .Add("MSBUILD_EXE_PATH", null)
        .Add("MSBuildLoadMicrosoftTargetsReadOnly", null);

    /// <summary>Runs it; findings become annotations, and an exit code other than 0 a failure that lists the errors.</summary>
    public async Task RunAsync(ImmutableArray<string> arguments, ImmutableDictionary<string, string?> variables)
    {
        var result = await TryAsync(arguments, variables).ConfigureAwait(false);
        var findings = Annotate(result);
        if (result.ExitCode != 0)
            throw Failed(arguments, result, findings);
    }

    /// <summary>Runs it and leaves the exit code to the caller.</summary>
    public Task<ToolResult> TryAsync(ImmutableArray<string> arguments, ImmutableDictionary<string, string?> variables, bool showsOutput = true) =>
        run.Tool(new ToolCommand("dotnet", arguments)
        {
            Variables = Variables.SetItems(variables),
            MustSucceed = false,
            ShowsOutput = showsOutput,
        });

    /// <summary>Reports every compiler's finding once.</summary>
    public ImmutableArray<BuildFinding> Annotate(ToolResult result)
    {
        var findings = BuildOutput.Findings(result.StandardOutput, run.Root);
        foreach (var finding in findings)
            run.Log.Annotate(finding.ToAnnotation());

        return findings;
    }

    /// <summary>The failure of a command whose findings are known.</summary>
    public static StepFailedException Failed(ImmutableArray<string> arguments, ToolResult result, ImmutableArray<BuildFinding> findings)
    {
        ImmutableArray<BuildFinding> errors = [.. findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)];
        ImmutableArray<string> texts = [.. errors.Select(error => error.ToString())];
        return errors.Length > 0 && errors.All(error => error.IsEvaluation)
            ? DotNetDiagnostics.ProjectBroken($"dotnet {arguments[0]}", texts)
            : DotNetDiagnostics.CommandFailed($"dotnet {arguments[0]}", result.ExitCode, texts, OutputText.LastLines(result, 15));
    }
}
