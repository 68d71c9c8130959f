using System.Collections.Immutable;
using System.Security.Cryptography;
using Pipeline.Sdk;

// The pipeline of a small repository: it packages a folder, deploys it by copying, and tells other jobs the version and the address. Tests generate its
// workflows and run them.
var build = PipelineBuilder.Create(args);
var greeting = build.Parameter("greeting", "What the release says", "hello");
var token = build.Secret("token", "What the deployment shows to the place it deploys to");

var lint = build.Target("Lint").Describe("Checks that every source ends with a line end")
    .Run(run =>
    {
        if (!File.ReadAllText(run.PathOf("source.txt")).EndsWith('\n'))
            throw new StepFailedException("PIPE0503", "source.txt does not end with a line end.");
    });
var test = build.Target("Test").Describe("Counts the words").Run(run => new TestReport { Passed = File.ReadAllText(run.PathOf("source.txt")).Split(' ').Length, Failed = 0, Skipped = 0 });
var version = build.Target("Version").Run(_ => SemanticVersion.Parse("1.2.3"));
var package = build.Target("Package").Describe("Makes the release").DependsOn(lint).Needs(test).Needs(version).Needs(greeting).Run((run, _, number, words) => Package(run, number, words));

var staging = build.Environment("staging", e => e);
var production = build.Environment("production", e => e.Unprotected());
var deploy = build.Target("Deploy").Describe("Copies the release to its place").ChangesEnvironment().Needs(package).Needs(build.SelectedEnvironment).Needs(token)
    .Run((run, release, environment, secret) => Deploy(run, release, environment.Name, secret));
var rollback = build.Target("Rollback").Describe("Puts the release before back").ChangesEnvironment().Needs(build.SelectedEnvironment)
    .Run((run, environment) => File.WriteAllText(Path.Combine(Place(environment.Name), "live.txt"), "the release before"));

var tell = JobOutput.Of("version", version);
var address = JobOutput.Of("address", deploy);
var announce = build.Target("Announce").Run(run => File.WriteAllText(Path.Combine(Place("announced"), "announcement.txt"), Environment.GetEnvironmentVariable("ANNOUNCEMENT")));

build.Workflow("ci", w => w
    .OnPush("main").OnPullRequest().OnManual(m => m.Input(greeting))
    .Job("verify", [lint, test])
    .Job("package", [package, version], j => j.Output(tell).Publish(JobArtifact.Folder("release", "artifacts/release")))
    .Deploy(deploy, to: staging).OnFailure(rollback).Then(production, j => j.Url(address))
    .Job("announce", [announce], j => j.Variable("ANNOUNCEMENT", tell).Fetch(JobArtifact.Folder("release", "artifacts/release")).After("deploy_production").If(RunCondition.Output(tell, "1.2.3")))
    .Emit(GitHubActions.Dialect, AzurePipelines.Dialect));

return build.Run();

static Release Package(RunContext run, SemanticVersion version, string words)
{
    const string folder = "artifacts/release";
    Directory.CreateDirectory(run.PathOf(folder));
    File.WriteAllText(run.PathOf($"{folder}/release.txt"), $"{words}: {File.ReadAllText(run.PathOf("source.txt"))}");
    var text = File.ReadAllBytes(run.PathOf($"{folder}/release.txt"));
    ImmutableArray<ReleaseFile> files = [new ReleaseFile("release.txt", text.Length, false, Convert.ToHexStringLower(SHA256.HashData(text)))];
    return new Release { Name = "small", Version = version, Digest = ReleaseManifest.Digest(version.ToString(), files), Folder = folder, EntryPoint = "release.txt", Files = files };
}

static string Deploy(RunContext run, Release release, string environment, SecretText secret)
{
    if (File.Exists(run.PathOf($"fails-in-{environment}")))
        throw new StepFailedException("PIPE0402", $"{environment} refuses the release.");

    File.Copy(run.PathOf($"{release.Folder}/release.txt"), Path.Combine(Place(environment), "live.txt"), overwrite: true);
    File.WriteAllText(Path.Combine(Place(environment), "secret-length.txt"), $"{secret.Reveal().Length}");
    File.AppendAllText(Path.Combine(Place(environment), "digests.txt"), release.Digest + "\n");
    return $"https://{environment}.example.org/";
}

static string Place(string name) => Directory.CreateDirectory(Path.Combine(Environment.GetEnvironmentVariable("FIXTURE_PLACES") ?? "places", name)).FullName;
