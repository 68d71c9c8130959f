using System.Collections.Immutable;
using System.Diagnostics;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Which programs a run used, in which versions. Only programs that are known to do nothing else when asked are asked, all at once, and never for long: a
/// script that takes <c>--version</c> for a target's name must not be started by a record.
/// </summary>
internal static class ToolVersions
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);
    private static readonly string[] _known = ["dotnet", "git", "node", "npm", "docker", "kubectl", "helm", "terraform", "psql", "pg_dump", "cmake", "python3"];

    /// <summary>The programs of all steps, by name.</summary>
    public static ImmutableArray<ToolVersion> Of(ImmutableArray<StepResult> steps, string root)
    {
        foreach (var step in steps)
        {
            if (!step.Commands.IsEmpty)
                return Ask(steps, root);
        }

        return [];
    }

    private static ImmutableArray<ToolVersion> Ask(ImmutableArray<StepResult> steps, string root)
    {
        var names = steps.SelectMany(step => step.Commands).Select(command => command.Program).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var asked = names.Select(name => _known.Contains(name, StringComparer.Ordinal) ? Task.Run(() => Ask(name, root)) : Task.FromResult<string?>(null)).ToArray();
        Task.WaitAll(asked, _limit);
        return [.. names.Select((name, index) => new ToolVersion(name, asked[index].IsCompletedSuccessfully ? asked[index].Result : null))];
    }

    private static string? Ask(string name, string root)
    {
        try
        {
            var info = new ProcessStartInfo(name, [name is "kubectl" or "helm" or "terraform" ? "version" : "--version"])
            {
                WorkingDirectory = root,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (name == "kubectl")
                info.ArgumentList.Add("--client");
            using var process = Process.Start(info);
            if (process is null)
                return null;

            process.StandardInput.Close();
            _ = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEndAsync();
            if (!text.Wait(_limit))
                process.Kill(entireProcessTree: true);
            return text.IsCompletedSuccessfully && text.Result.Trim() is { Length: > 0 } said ? said.Split('\n')[0].Trim() : null;
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException or InvalidOperationException or AggregateException)
        {
            // A record without a version is better than no record.
            return null;
        }
    }
}
