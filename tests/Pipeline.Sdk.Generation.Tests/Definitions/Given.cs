namespace Pipeline.Sdk.Generation.Definitions;

/// <summary>A pipeline with the targets that most definitions need.</summary>
internal sealed class Given
{
    public const string Postgres = "postgres:17@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public const string Sdk = "mcr.microsoft.com/dotnet/sdk:10.0@sha256:abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789";

    public Given()
    {
        Lint = Build.Target("Lint").Describe("Checks the formatting").Run(_ => { });
        Test = Build.Target("Test").Describe("Runs the tests").Run(_ => new TestReport { Passed = 1, Failed = 0, Skipped = 0 });
        Version = Build.Target("Version").Run(_ => SemanticVersion.Parse("1.2.3"));
        Package = Build.Target("Package").Describe("Makes the release").Needs(Test).Needs(Version).Run((_, _, number) => Release(number));
        Deploy = Build.Target("Deploy").Describe("Makes a release the live one").Needs(Package).Needs(Build.SelectedEnvironment).ChangesEnvironment().Run((_, _, _) => "https://orders.example.org/");
        Rollback = Build.Target("Rollback").Describe("Goes back to the release before").Needs(Build.SelectedEnvironment).ChangesEnvironment().Run((_, _) => { });
        Staging = Build.Environment("staging", e => e);
        Production = Build.Environment("production", e => e);
    }

    public PipelineBuilder Build { get; } = PipelineBuilder.Create([]);

    public Target Lint { get; }

    public Target<TestReport> Test { get; }

    public Target<SemanticVersion> Version { get; }

    public Target<Release> Package { get; }

    public Target<string> Deploy { get; }

    public Target Rollback { get; }

    public DeploymentEnvironment Staging { get; }

    public DeploymentEnvironment Production { get; }

    /// <summary>A target of this name that does nothing.</summary>
    public Target Target(string name) => Build.Target(name).Run(_ => { });

    /// <summary>Declares the workflow <c>ci</c> in both dialects.</summary>
    public PipelineBuilder Ci(Func<WorkflowDraft, WorkflowDraft> describe) => Workflow("ci", describe);

    /// <summary>Declares a workflow in both dialects.</summary>
    public PipelineBuilder Workflow(string name, Func<WorkflowDraft, WorkflowDraft> describe)
    {
        Build.Workflow(name, w => describe(w).Emit(GitHubActions.Dialect, AzurePipelines.Dialect));
        return Build;
    }

    private static Release Release(SemanticVersion version) =>
        new() { Name = "orders", Version = version, Digest = "sha256:0", Folder = "artifacts/orders", EntryPoint = "Orders.dll", Files = [] };
}
