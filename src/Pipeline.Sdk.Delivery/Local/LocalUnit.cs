using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Writes the unit of systemd for an environment's host, and says how to install it. It installs nothing itself: that is for who owns the machine.</summary>
internal static class LocalUnit
{
    public static void Write(RunContext run, DeploymentEnvironment environment)
    {
        var local = LocalEnvironment.Of(run, environment);
        var isRoot = Environment.UserName == "root";
        var text = HostUnit.Text(new LocalHostPaths(local.Folder, environment.Name), local.HostProgramFolder(), isRoot ? "root" : null);
        var name = $"pipeline-{Path.GetFileName(Path.GetDirectoryName(local.Folder))}-{environment.Name}.service";
        var file = Path.Combine(run.StateFolder, "units", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? run.StateFolder);
        File.WriteAllText(file, text);
        run.Log.Info($"Written {file}");
        run.Log.Info(isRoot
            ? $"Install it: cp {file} /etc/systemd/system/ && systemctl daemon-reload && systemctl enable --now {name}"
            : $"Install it: mkdir -p ~/.config/systemd/user && cp {file} ~/.config/systemd/user/ && systemctl --user daemon-reload && systemctl --user enable --now {name} && loginctl enable-linger");
        run.Log.Info($"Run Stop --env {environment.Name} first, when a host runs already: of two the second ends.");
    }
}
