namespace Pipeline.Sdk.Execution;

/// <summary>The program of Buildkite's agent, which is the only way to a build's page.</summary>
internal static class BuildkiteAgent
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>The program's path, or null when it is not in <c>PATH</c>. Nothing is started for it.</summary>
    public static string? Find(Func<string, string?> variable)
    {
        var name = OperatingSystem.IsWindows() ? "buildkite-agent.exe" : "buildkite-agent";
        foreach (var folder in (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.IsPathFullyQualified(folder) && File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        }

        return null;
    }

    /// <summary>Puts Markdown on the build's page; the next run of the same job adds its own.</summary>
    /// <exception cref="InvalidOperationException">It did not work within 15 seconds.</exception>
    public static void Annotate(OwnPrograms programs, string program, string markdown, string style)
    {
        try
        {
            var command = new ToolCommand(program, ["annotate", "--append", "--style", style, "--context", "pipeline"]) { StandardInput = markdown, Timeout = Limit };
            programs.RunAsync(command, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            // Whatever goes wrong in that program is no more than a missing annotation.
            throw new InvalidOperationException("buildkite-agent annotate: " + error.Message, error);
        }
    }
}
