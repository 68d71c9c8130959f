using System.Text.Json;
using Pipeline.Sdk.Tool.Builds;

namespace Pipeline.Sdk.Tool.Doctor;

/// <summary>Asks the build for a plan: it names missing values, secrets and environments, and the tools that its targets use.</summary>
/// <param name="script">The build, absolute.</param>
/// <param name="root">Its folder.</param>
internal sealed class PlanExamination(string script, string root)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<string> planned, CancellationToken cancellationToken)
    {
        var plan = await Captured.TryRunAsync(root, script, [.. planned, "--plan", "--format", "json"], cancellationToken).ConfigureAwait(false);
        if (plan is null)
            return [Findings.NoPlan($"{script} could not be started")];

        if (plan.ExitCode != 0)
        {
            var errors = plan.Error.Split('\n').Where(line => line.Contains("error PIPE", StringComparison.Ordinal)).Select(Findings.Plan).ToList();
            return errors.Count > 0 ? errors : [Findings.NoPlan(plan.FirstError)];
        }

        try
        {
            using var json = JsonDocument.Parse(plan.Output);
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            return [Findings.NoPlan("the build answered with no plan")];
        }
    }

    private static List<Finding> Read(JsonElement plan)
    {
        var steps = plan.GetProperty("steps").EnumerateArray().ToList();
        var findings = new List<Finding> { Finding.Well("plan", $"{steps.Count} steps; every value, secret and environment is there") };
        var uses = steps.SelectMany(step => Tools(step).Select(tool => (Tool: tool, Target: step.GetProperty("target").GetString() ?? ""))).ToLookup(use => use.Tool, use => use.Target, StringComparer.Ordinal);
        foreach (var tool in uses.OrderBy(tool => tool.Key, StringComparer.Ordinal))
            findings.Add(InPath(tool.Key) is { } path ? Finding.Well($"tool {tool.Key}", path) : Findings.NoTool(tool.Key, tool));
        return findings;
    }

    // A build of an older SDK does not tell them.
    private static IEnumerable<string> Tools(JsonElement step) =>
        step.TryGetProperty("tools", out var tools) ? tools.EnumerateArray().Select(tool => tool.GetString() ?? "") : [];

    private static string? InPath(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }
}
