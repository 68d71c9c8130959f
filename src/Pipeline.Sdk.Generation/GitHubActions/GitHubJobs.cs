using Pipeline.Sdk.Generation.Yaml;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation.GitHub;

/// <summary>Writes the entries of <c>jobs</c>.</summary>
internal sealed class GitHubJobs(WorkflowPlan plan, GenerationOptions options)
{
    private readonly GitHubSteps _steps = new(plan, options);

    public YamlMapping Write(JobPlan job) => job.Calls is { } called ? Call(job, called) : Job(job);

    /// <summary>
    /// The job that attests what another one has handed on. It is a job of its own because it holds the right to sign, and nothing that the repository
    /// brings runs in it.
    /// </summary>
    public void AddAttestation(YamlMapping jobs, JobPlan job)
    {
        jobs.Comment($"Attests where the results of {job.Id} come from (provenance). No code of the repository runs here.");
        jobs.Add(AttestationOf(job), new YamlMapping
        {
            { "needs", YamlSequence.Of([job.Id]) },
            { "if", "success() && github.event_name != 'pull_request'" },
            { "runs-on", Runner.Ubuntu.GitHubLabel },
            { "timeout-minutes", 10 },
            {
                "permissions", new YamlMapping
                {
                    { "id-token", YamlScalar.Text("write", "sign") },
                    { "attestations", YamlScalar.Text("write", "keep the attestation") },
                    { "contents", YamlScalar.Text("read", "name the repository") },
                }
            },
            { "steps", _steps.Attest(job) },
        });
    }

    private static string AttestationOf(JobPlan job) => "attest_" + job.Id;

    private YamlMapping Job(JobPlan job)
    {
        var definition = job.Definition;
        var mapping = new YamlMapping
        {
            { "name", job.HasLegs() ? job.Id + " (${{ matrix.leg }})" : null },
            { "needs", Needs(job) },
            { "if", GitHubConditions.Of(plan, job.Condition) },
            { "strategy", job.HasLegs() ? Strategy(job) : null },
            { "runs-on", job.HasLegs() ? "${{ matrix.runner }}" : RunsOn(job.Legs[0].Runner) },
            { "timeout-minutes", job.TimeoutMinutes() },
            { "environment", Environment(job) },
            { "concurrency", Concurrency(job) },
            { "container", definition.Container is { } container ? new YamlMapping { { "image", container.Image } } : null },
            { "services", Services(definition) },
            { "permissions", Permissions(job) },
            { "outputs", Outputs(definition) },
        };
        mapping.Add("steps", _steps.Write(job));
        return mapping;
    }

    private YamlMapping Call(JobPlan job, WorkflowPlan called)
    {
        var values = new YamlMapping();
        foreach (var value in job.CallValues)
            values.Add(value.Input.InputName(), InputTypes.Scalar(InputTypes.Of(value.Input), value.Text));
        var secrets = new YamlMapping();
        foreach (var secret in called.Jobs.SelectMany(inner => inner.Secrets).Distinct())
            secrets.Add(secret.Variable, Expression($"secrets.{secret.Variable}"));
        return new YamlMapping
        {
            { "needs", Needs(job) },
            { "if", GitHubConditions.Of(plan, job.Condition) },
            { "permissions", Permissions(job) },
            { "uses", "./" + GitHubGenerator.PathOf(called.Name) },
            { "with", values.Count > 0 ? values : null },
            { "secrets", secrets.Count > 0 ? secrets : null },
        };
    }

    // What is deployed has been attested before.
    private YamlSequence? Needs(JobPlan job)
    {
        var needs = job.WaitsFor.Select(need => need.Job).ToList();
        if (job.Environment is not null)
            needs.AddRange(job.ImportsFrom.Select(plan.Find).OfType<JobPlan>().Where(source => source.Attests()).Select(AttestationOf));
        return needs.Count == 0 ? null : YamlSequence.Of(needs);
    }

    private static YamlNode RunsOn(Runner runner) => runner.Labels.IsEmpty ? runner.GitHubLabel : YamlSequence.Of(runner.Labels);

    private static YamlMapping Strategy(JobPlan job)
    {
        var legs = new YamlSequence();
        foreach (var leg in job.Legs)
        {
            var mapping = new YamlMapping { { "leg", leg.Name }, { "runner", RunsOn(leg.Runner) } };
            foreach (var value in leg.Values)
                mapping.Add(value.Key, value.Text);
            legs.Add(mapping);
        }

        return new YamlMapping
        {
            { "fail-fast", job.Definition.FailsFast },
            { "max-parallel", job.Definition.MaxParallel is { } most ? most : (YamlNode?)null },
            { "matrix", new YamlMapping { { "include", legs } } },
        };
    }

    private static YamlNode? Environment(JobPlan job)
    {
        if (job.Environment is not { } environment)
            return null;

        var url = job.Definition.UrlOutput is { } output ? Expression($"steps.{JobFacts.BuildStep}.outputs.{output.Name}") : job.Definition.Url;
        return url is null ? environment.Name : new YamlMapping { { "name", environment.Name }, { "url", url } };
    }

    // One deployment per environment at a time, whatever workflow or branch it comes from.
    private static YamlMapping? Concurrency(JobPlan job) => (job.Definition.Concurrency, job.Environment) switch
    {
        ({ } own, null) => new() { { "group", own.Name }, { "cancel-in-progress", own.CancelsRunning } },
        (_, { } environment) => new() { { "group", "deploy-" + environment.Name }, { "cancel-in-progress", false } },
        _ => null,
    };

    private static YamlMapping? Services(JobDefinition job)
    {
        if (job.Services.IsEmpty)
            return null;

        var services = new YamlMapping();
        foreach (var service in job.Services)
        {
            var variables = new YamlMapping();
            foreach (var (name, text) in service.Variables)
                variables.Add(name, text);
            services.Add(service.Name, new YamlMapping
            {
                { "image", service.Image },
                { "env", variables.Count > 0 ? variables : null },
                { "ports", service.Ports.IsEmpty ? null : YamlSequence.Of(service.Ports.Select(port => $"{port}:{port}")) },
                { "options", service.HealthCommand is { } command ? $"--health-cmd \"{command}\" --health-interval 5s --health-timeout 5s --health-retries 12" : null },
            });
        }

        return services;
    }

    private static YamlMapping Permissions(JobPlan job)
    {
        var permissions = new YamlMapping();
        foreach (var right in job.Rights)
            permissions.Add(Scope(right.Scope), YamlScalar.Text(right.Access == TokenAccess.Write ? "write" : "read", right.Reason));
        return permissions;
    }

    private static YamlMapping? Outputs(JobDefinition job)
    {
        if (job.Outputs.IsEmpty)
            return null;

        var outputs = new YamlMapping();
        foreach (var output in job.Outputs)
        {
            outputs.Comment($"From the output of {output.Target.Name}.");
            outputs.Add(output.Name, Expression($"steps.{JobFacts.BuildStep}.outputs.{output.Name}"));
        }

        return outputs;
    }

    private static string Expression(string text) => $"${{{{ {text} }}}}";

    private static string Scope(TokenScope scope) => scope switch
    {
        TokenScope.PullRequests => "pull-requests",
        TokenScope.SecurityEvents => "security-events",
        TokenScope.IdToken => "id-token",
        _ => scope.ToString().ToLowerInvariant(),
    };
}
