using System.Runtime.CompilerServices;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>Chooses the console of a run.</summary>
internal static class RunConsoles
{
    /// <summary>
    /// Creates it: JSON if asked for, else the CI system's own, else the live view on a terminal that can show it, else plain lines. The plan's secrets are
    /// made known to the CI system here, before anything else is printed.
    /// </summary>
    public static IRunConsole Create(RunConsoleSettings settings)
    {
        var system = HostDetection.Detect(settings.Variable).System;
        var console = Create(system, settings);
        return Report(system, settings) is { } report ? new ReportingConsole(console, report) : console;
    }

    private static IRunConsole Create(CiSystem system, RunConsoleSettings settings)
    {
        var dialect = Dialect(system, settings);
        if (settings.Format == RunLogFormat.Json)
            return Json(settings, dialect);

        // Before the terminal: Buildkite gives its jobs one.
        if (dialect is not null)
            return Grouped(settings, dialect);

        // Spectre.Console costs as much as a whole start: it is loaded only where a person sees it.
        return IsLive(settings) ? TerminalConsole.Create(settings) : new PlainConsole(settings.Output, settings.Plan, settings.Verbosity);
    }

    // Methods of their own: a method loads the types that it names when it is entered, and these bring System.Text.Json with them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JsonConsole Json(RunConsoleSettings settings, IHostDialect? dialect) =>
        new(settings.Output, settings.Clock, settings.Verbosity, dialect?.Fence);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static GroupedConsole Grouped(RunConsoleSettings settings, IHostDialect dialect)
    {
        var console = new GroupedConsole(settings.Output, settings.Plan, dialect, settings.Clock, settings.Verbosity, settings.Details);
        console.Register(Secrets(settings.Plan));
        return console;
    }

    // NO_COLOR: no-color.org. A terminal that calls itself dumb cannot move its cursor.
    private static bool IsLive(RunConsoleSettings settings) =>
        settings is { IsTerminal: true, NoColor: false }
        && settings.Verbosity != RunVerbosity.Quiet
        && string.IsNullOrEmpty(settings.Variable("NO_COLOR"))
        && settings.Variable("TERM") is not "dumb"
        && HostDetection.Detect(settings.Variable).System == CiSystem.None;

    private static IHostDialect? Dialect(CiSystem system, RunConsoleSettings settings) => system switch
    {
        CiSystem.GitHubActions => new GitHubDialect(settings.Variable("GITHUB_STEP_SUMMARY") is { Length: > 0 } file ? file : null, settings.Append),
        CiSystem.AzurePipelines => new AzureDialect(settings.Append),
        CiSystem.GitLab => new GitLabDialect(),
        CiSystem.TeamCity => new TeamCityDialect(),
        CiSystem.Buildkite => new BuildkiteDialect(BuildkiteAgent.Find(settings.Variable) is { } program ? (text, style) => BuildkiteAgent.Annotate(Programs(settings), program, text, style) : null),
        _ => null,
    };

    private static IHostReport? Report(CiSystem system, RunConsoleSettings settings) => system switch
    {
        CiSystem.GitLab => new GitLabReport(settings.Append),
        CiSystem.Jenkins => new JenkinsReport(settings.Append),
        CiSystem.AppVeyor when Uri.TryCreate(settings.Variable("APPVEYOR_API_URL"), UriKind.Absolute, out var api) => new AppVeyorReport(api),
        _ => null,
    };

    private static OwnPrograms Programs(RunConsoleSettings settings) =>
        new(settings.Root, settings.Plan.Graph.Definition.Parameters, new SecretMasker(Secrets(settings.Plan)));

    private static List<string> Secrets(Plan plan)
    {
        var secrets = new List<string>();
        foreach (var parameter in plan.Parameters)
        {
            if (parameter.Value is SecretText secret)
                secrets.Add(secret.Reveal());
        }

        return secrets;
    }
}
