using Pipeline.Sdk;

namespace Build;

/// <summary>What tests need beyond .NET. Where something is missing and may not be installed, its tests are skipped aloud.</summary>
internal static class TestTools
{
    private const string Validators = "artifacts/test-tools/validators";
    private const string ValidatorSources = "tests/Pipeline.Sdk.Generation.Tests/validators";

    private static readonly string[] _validatorFiles = ["package.json", "package-lock.json"];

    /// <summary>Debian's packages: the program that shows it is there, and what brings it, packages with a blank between.</summary>
    private static readonly (string Program, string Package)[] Packages = [("wrk", "wrk"), ("hey", "hey"), ("haproxy", "haproxy"), ("shellcheck", "shellcheck"), ("dot", "graphviz"), ("zsh", "zsh"), ("fish", "fish"), ("script", "bsdutils"), ("psql", "postgresql"), ("sqlite3", "sqlite3"), ("cc", "gcc libc6-dev"), ("chromium", "chromium fonts-dejavu-core")];

    /// <summary>Whether there is anything to install, so that a run in which nothing changed asks no registry.</summary>
    public static bool AreMissing(RunContext run) => Packages.Any(tool => !IsOnPath(tool.Program)) || !AreValidatorsCurrent(run);

    public static async Task InstallAsync(RunContext run)
    {
        var missing = Packages.Where(tool => !IsOnPath(tool.Program)).SelectMany(tool => tool.Package.Split(' ')).ToList();
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

        if (AreValidatorsCurrent(run))
            return;

        var folder = run.PathOf(Validators);
        Directory.CreateDirectory(folder);
        foreach (var file in _validatorFiles)
            File.Copy(run.PathOf($"{ValidatorSources}/{file}"), Path.Combine(folder, file), overwrite: true);
        await run.Tool(new ToolCommand("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { WorkingDirectory = folder });
    }

    // Debian has servers where not everybody's path leads.
    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".cmd")));

    // The list of what is installed is written last, so that an installation that broke off is done again.
    private static bool AreValidatorsCurrent(RunContext run) =>
        File.Exists(Path.Combine(run.PathOf(Validators), "node_modules", ".package-lock.json"))
        && Array.TrueForAll(_validatorFiles, file =>
            File.Exists(Path.Combine(run.PathOf(Validators), file)) && File.ReadAllText(run.PathOf($"{ValidatorSources}/{file}")) == File.ReadAllText(Path.Combine(run.PathOf(Validators), file)));
}
