using CliWrap;
using CliWrap.Buffered;

namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>Runs real programs as a person would from a fresh terminal.</summary>
internal static class Programs
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    /// <summary>Runs a program and gives its output, whatever its exit code.</summary>
    public static async Task<BufferedCommandResult> RunAsync(string folder, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? variables = null)
    {
        using var timeout = new CancellationTokenSource(Deadline);
        return await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Fresh(variables))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(timeout.Token);
    }

    /// <summary>The same for a program that has to succeed.</summary>
    public static async Task<BufferedCommandResult> MustRunAsync(string folder, string program, params string[] arguments)
    {
        var result = await RunAsync(folder, program, arguments);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}{result.StandardError}");
        return result;
    }

    /// <summary>
    /// What differs from this process's environment: <c>dotnet test</c> leaves variables that bend the MSBuild of whoever inherits them, and
    /// <c>NUGET_PACKAGES</c> would win over the sandbox's own folder.
    /// </summary>
    public static Dictionary<string, string?> Fresh(IReadOnlyDictionary<string, string?>? variables = null)
    {
        var all = new Dictionary<string, string?>(variables ?? new Dictionary<string, string?>());
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("PIPELINE_", StringComparison.Ordinal) || name == "NUGET_PACKAGES")
                all.TryAdd(name, null);
        }

        // No MSBuild node outlives the test.
        all["MSBUILDDISABLENODEREUSE"] = "1";

        // A person's terminal; a test that means CI says so.
        foreach (var ci in (string[])["CI", "GITHUB_ACTIONS", "TF_BUILD"])
            all.TryAdd(ci, null);

        // Nor a compiler that works in the background for starts to come.
        all.TryAdd("PIPELINE_NATIVE", null);
        all["PIPELINE_NATIVE"] ??= "false";
        return all;
    }
}
