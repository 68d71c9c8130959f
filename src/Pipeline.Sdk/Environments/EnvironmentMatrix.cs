using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.Parameters;
using Pipeline.Sdk.Planning;
using Pipeline.Sdk.Views;

namespace Pipeline.Sdk.Environments;

/// <summary>One row per environment, and below the table what an environment still lacks. Values are looked for and never shown.</summary>
/// <param name="definition">The pipeline.</param>
/// <param name="host">The world.</param>
internal sealed class EnvironmentMatrix(PipelineDefinition definition, ProgramHost host)
{
    private const int ShownDigest = 19;
    private static readonly string[] _header = ["Environment", "Runs on", "Live", "Values", "Guarded by"];

    public void Show(RunContext run)
    {
        var rows = new List<string[]> { _header };
        var missing = new List<string>();
        foreach (var environment in definition.Environments)
        {
            var lacks = Missing(environment);
            rows.Add(
            [
                environment.Name,
                environment.Runtime?.Name ?? "nothing yet",
                Live(run, environment),
                environment.Variables.IsEmpty ? "none" : string.Create(CultureInfo.InvariantCulture, $"{environment.Variables.Length - lacks.Length} of {environment.Variables.Length}"),
                Guards(environment),
            ]);
            missing.AddRange(lacks);
            if (environment.Runtime is null)
                missing.Add($"{environment.Name}: it has no runtime, so nothing can be deployed to it. Declare one: e => e.OnThisMachine().");
        }

        var widths = Enumerable.Range(0, _header.Length).Select(column => Columns.Width(rows.Select(row => row[column]))).ToArray();
        foreach (var row in rows)
            run.Log.Info(string.Join("  ", row.Select((cell, column) => Columns.Pad(cell, widths[column]))).TrimEnd());
        run.Log.Info(missing.Count == 0 ? "Nothing is missing." : "Missing");
        foreach (var line in missing)
            run.Log.Info("  " + line);
    }

    private static string Guards(DeploymentEnvironment environment)
    {
        var guards = environment.Gates.Select(gate => gate.Name);
        var all = string.Join("; ", environment.IsProtected ? guards.Prepend("confirmation") : guards);
        return all.Length == 0 ? "nothing" : all;
    }

    // The journal, which is there whether or not a host runs; Status asks the host.
    private static string Live(RunContext run, DeploymentEnvironment environment)
    {
        var services = LocalRecords.In(run.EnvironmentFolder(environment)).Where(record => record.Succeeded).GroupBy(record => record.Service, StringComparer.Ordinal);
        var live = string.Join(", ", services.Select(group => group.Last()).Select(record => $"{record.Service} {record.Version} ({record.Digest[..Math.Min(ShownDigest, record.Digest.Length)]})"));
        return live.Length == 0 ? "nothing" : live;
    }

    private ImmutableArray<string> Missing(DeploymentEnvironment environment)
    {
        var needed = EnvironmentParameters.Of(definition, environment);
        if (needed.IsEmpty)
            return [];

        var problems = new List<Diagnostic>();
        var invocation = new Invocation { Environment = environment.Name };
        var facts = new PlanFacts { Variables = host.Variables, Texts = ParameterFiles.Read(host.Root, environment.Name, definition, problems) };
        facts = SecretSources.AddTo(facts, needed.Where(parameter => parameter.IsSecret), definition, environment.Name, host, problems);
        return
        [
            .. environment.Variables
                .Where(variable => variable.Value is { } value && needed.First(parameter => parameter.Handle == value) is { Default: null } parameter
                    && ParameterBinder.Strongest(parameter, invocation, facts) is null)
                .Select(variable => $"{environment.Name}: {variable.Name} takes its value of {Way(needed.First(parameter => parameter.Handle == variable.Value), environment)}"),
            .. problems.Select(problem => $"{environment.Name}: {problem}"),
        ];
    }

    private static string Way(ParameterDefinition parameter, DeploymentEnvironment environment) => parameter.IsSecret
        ? $"the secret '{parameter.Name}', which has none: set {string.Join(" or ", parameter.Variables)}"
        : $"the parameter '{parameter.Name}', which has none: give {parameter.Option}, set {string.Join(" or ", parameter.Variables)}, or write it into .pipeline/parameters.{environment.Name}.json";
}
