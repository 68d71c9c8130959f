namespace Pipeline.Sdk.LocalHost;

/// <summary>A unit of systemd that runs the host of one environment: from boot on, and again when it ends.</summary>
public static class HostUnit
{
    /// <summary>The unit's text.</summary>
    /// <param name="paths">The environment.</param>
    /// <param name="programFolder">The folder of the host's program. It is copied into the environment, where no checkout can take it away.</param>
    /// <param name="user">The user that the environment belongs to; null in a user's own manager, which needs none.</param>
    /// <exception cref="LocalHostException">The folder does not hold the program, or there is no <c>dotnet</c>.</exception>
    public static string Text(LocalHostPaths paths, string programFolder, string? user)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var program = Path.Combine(ProgramCopy.Ensure(programFolder, paths.ProgramsFolder), LocalHostOptions.ProgramFile);
        string[] words = [DotNetProgram.Find(), "exec", program, "--state", paths.StateFolder, "--environment", paths.EnvironmentName, "--socket", paths.SocketPath];
        return $"""
            # Generated. Run the target anew after an update of Pipeline.Sdk: the unit names one copy of the host's program.
            [Unit]
            Description=Services of {paths.EnvironmentName} ({paths.StateFolder})
            After=network.target

            [Service]
            Type=exec
            ExecStart={string.Join(' ', words.Select(Quote))}
            # The instances outlive the host, and the next host adopts them.
            KillMode=process
            # A host that finds another one running ends with 3.
            Restart=always
            RestartPreventExitStatus=2 3
            RestartSec=100ms
            {(user is null ? "" : $"User={user}\n")}StandardOutput=append:{paths.LogPath}
            StandardError=append:{paths.LogPath}

            [Install]
            WantedBy={(user is null ? "default.target" : "multi-user.target")}

            """;
    }

    // systemd.service(5): a percent sign and a dollar stand for something, quotes hold blanks together.
    private static string Quote(string word)
    {
        var text = word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text;
    }
}
