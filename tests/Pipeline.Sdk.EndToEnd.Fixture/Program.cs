using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Pipeline.Sdk;
using Pipeline.Sdk.Delivery;
using Pipeline.Sdk.Migrations;

// A pipeline whose release is a folder that the test has laid out. FIXTURE_KILL_AT ends the engine, as kill -9 does, after the named step was
// announced and before it is done; the other FIXTURE_ variables are handed to the service, which behaves as they say.
var build = PipelineBuilder.Create(args);
var killAt = Environment.GetEnvironmentVariable("FIXTURE_KILL_AT");
var port = int.Parse(Environment.GetEnvironmentVariable("FIXTURE_PORT") ?? "0", CultureInfo.InvariantCulture);
var isDashboard = Environment.GetEnvironmentVariable("FIXTURE_DASHBOARD") is not null;

var version = build.RequiredParameter<SemanticVersion>("release-version", "Version of the release");
var package = Environment.GetEnvironmentVariable("FIXTURE_SECRET") is null
    ? build.Target("Package").Needs(version).Run((run, v) => Package(run, v, isDashboard))
    : build.Target("Package").Needs(version).Needs(build.Secret("shop-token", "A token of the shop")).Run((run, v, _) => Package(run, v, isDashboard));

var staging = build.Environment("staging", e => e.OnThisMachine(port));
build.Environment("production", e => Environment.GetEnvironmentVariable("FIXTURE_PROMOTED") is null ? e.OnThisMachine() : e.OnThisMachine().PromotedFrom(staging));

var engine = build.Parameter("shop-db", "What the shop keeps its data in", DatabaseEngine.Sqlite);
var database = build.Database("shop", engine);
var hasSchema = Environment.GetEnvironmentVariable("FIXTURE_SCHEMA") is not null;
var options = new MigrateOptions { Contract = hasSchema ? ContractSteps.Wait : ContractSteps.Run };
var service = build.Service("shop", draft => hasSchema ? Describe(draft).Schema(database, "migrations", options).KeepReleases(1) : Describe(draft));
var spoil = build.Target("Spoil").Needs(package).Run((run, release) => SpoilProvenance(run.PathOf(release.Provenance ?? "")));
var migrate = build.Migrate("Migrate", database, "migrations", after: [spoil], options: options);
build.Deploy("Deploy", service, after: migrate, strategy: Strategies.Of(Environment.GetEnvironmentVariable("FIXTURE_STRATEGY")));
build.Deploy("DeployStock", build.Service("stock", Describe), after: migrate);

var host = ProgramHost.FromProcess();
return new PipelineProgram(build, host with { Checkpoint = step => KillAt(step) }).Run();

ServiceDraft Describe(ServiceDraft draft) => Smoke(Variables(draft
    .From(package)
    .HealthCheck("/healthz", within: TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("FIXTURE_READY_WITHIN") ?? "20", CultureInfo.InvariantCulture)))
    .VersionCheck("/version")
    .Replicas(2)
    .Drain(TimeSpan.FromSeconds(10))));

static ServiceDraft Smoke(ServiceDraft draft) =>
    Environment.GetEnvironmentVariable("FIXTURE_SMOKE") is { } text ? draft.SmokeTest("/", contains: text).SmokeTest("/healthz") : draft;

void KillAt(string step)
{
    if (step == killAt)
        Process.GetCurrentProcess().Kill();
    if (step == Environment.GetEnvironmentVariable("FIXTURE_SPOIL_AT"))
        File.WriteAllText(Environment.GetEnvironmentVariable("FIXTURE_SPOIL") ?? throw new InvalidOperationException("FIXTURE_SPOIL names the file to write."), "spoilt");
}

ServiceDraft Variables(ServiceDraft draft)
{
    foreach (var name in (string[])["FIXTURE_DIE", "FIXTURE_UNHEALTHY", "FIXTURE_VERSION", "FIXTURE_ERROR_PERCENT", "FIXTURE_DELAY_MS", "FIXTURE_QUEUE", "FIXTURE_ONLY"])
    {
        if (Environment.GetEnvironmentVariable(name) is { } value)
            draft = draft.Variable(name, _ => value);
    }

    return isDashboard ? draft.Variable("DASHBOARD_DB", context => context.ConnectionOf(database)).IsDashboard() : draft;
}

static void SpoilProvenance(string file)
{
    switch (Environment.GetEnvironmentVariable("FIXTURE_PROVENANCE"))
    {
        case "gone":
            File.Delete(file);
            break;
        case "changed":
            File.AppendAllText(file, "\n");
            break;
    }
}

static async Task<Release> Package(RunContext run, SemanticVersion version, bool isDashboard)
{
    var folder = $"release/{version}";
    var files = ImmutableArray.CreateBuilder<ReleaseFile>();
    foreach (var path in Directory.EnumerateFiles(run.PathOf(folder), "*", SearchOption.AllDirectories))
    {
        await using var stream = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, run.CancellationToken));
        var executable = !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);
        files.Add(new ReleaseFile(Path.GetRelativePath(run.PathOf(folder), path), stream.Length, executable, hash));
    }

    var release = new Release
    {
        Name = "shop",
        Version = version,
        Digest = ReleaseManifest.Digest(version.ToString(), files),
        Folder = folder,
        EntryPoint = isDashboard ? "Pipeline.Sdk.Dashboard.dll" : "Pipeline.Sdk.LocalHost.Fixture.dll",
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)],
    };
    if (Environment.GetEnvironmentVariable("FIXTURE_PROVENANCE") != "foreign")
        return release;

    // A statement that is whole, and speaks of nothing that is deployed.
    var statement = "{\"subject\":[{\"name\":\"other\",\"digest\":{\"sha256\":\"00\"}}]}"u8.ToArray();
    await File.WriteAllBytesAsync(run.PathOf(folder + ".intoto.json"), statement, run.CancellationToken);
    return release with { Provenance = folder + ".intoto.json", ProvenanceDigest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(statement)) };
}
