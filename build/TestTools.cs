using Pipeline.Sdk;

namespace Build;

/// <summary>What tests need beyond .NET. Where something is missing and may not be installed, its tests are skipped aloud.</summary>
internal static class TestTools
{
    private const string Validators = "artifacts/test-tools/validators";
    private const string ValidatorSources = "tests/Pipeline.Sdk.Generation.Tests/validators";

    /// <summary>Debian's packages: the program that shows it is there, and the package that brings it.</summary>
    private static readonly (string Program, string Package)[] Packages = [("wrk", "wrk"), ("shellcheck", "shellcheck"), ("dot", "graphviz"), ("zsh", "zsh"), ("fish", "fish"), ("script", "bsdutils"), ("psql", "postgresql"), ("sqlite3", "sqlite3")];

    public static async Task InstallAsync(RunContext run)
    {
        var missing = Packages.Where(tool => !IsOnPath(tool.Program)).Select(tool => tool.Package).ToList();
        if (missing.Count > 0)
            await InstallPackagesAsync(run, missing);

        await InstallValidatorsAsync(run);
    }

    private static async Task InstallPackagesAsync(RunContext run, List<string> missing)
    {
        if (!IsOnPath("apt-get") || !Environment.IsPrivilegedProcess)
        {
            run.Log.Warn($"Not installed, so the tests that need them are skipped: {string.Join(", ", missing)}. As root on Debian, ./build.sh TestTools installs them.");
            return;
        }

        await run.Tool("apt-get", "update", "--quiet");
        await run.Tool(new ToolCommand("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", .. missing])
        {
            Variables = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add("DEBIAN_FRONTEND", "noninteractive"),
        });
    }

    private static async Task InstallValidatorsAsync(RunContext run)
    {
        if (!IsOnPath("npm"))
        {
            run.Log.Warn("npm is not installed, so the tests that validate generated YAML are skipped. Install Node.js 20 or newer, then ./build.sh TestTools.");
            return;
        }

        var folder = run.PathOf(Validators);
        Directory.CreateDirectory(folder);
        var isCurrent = true;
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            var (source, target) = (run.PathOf($"{ValidatorSources}/{file}"), Path.Combine(folder, file));
            isCurrent &= File.Exists(target) && File.ReadAllText(source) == File.ReadAllText(target);
            File.Copy(source, target, overwrite: true);
        }

        if (isCurrent && Directory.Exists(Path.Combine(folder, "node_modules")))
            return;

        await run.Tool(new ToolCommand("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { WorkingDirectory = folder });
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".cmd")));
}
