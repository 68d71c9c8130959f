using System.Text.RegularExpressions;
using CliWrap;

namespace Pipeline.Sdk.Generation.Running;

/// <summary>
/// This repository's own workflow, from its committed files and its last commit: lint and tests, the package, and the deployment of the dashboard to staging
/// and production, each job in a clone of its own, with nothing but the hand-off between them.
/// </summary>
[Trait("Category", "Integration")]
[Trait("Category", "Long")]
public sealed partial class OwnRepositoryTests
{
    [Theory]
    [InlineData("github")]
    [InlineData("azure")]
    public async Task The_repositorys_own_workflow_runs_to_its_end_and_deploys(string dialect)
    {
        using var interpreter = new Interpreter { Repository = Repository.Root, Deadline = TimeSpan.FromMinutes(55) };
        var state = Directory.CreateTempSubdirectory("pipeline-state-");
        interpreter.Environment["PIPELINE_STATE_HOME"] = state.FullName;
        try
        {
            var file = Path.Combine(Repository.Root, dialect == "github" ? ".github/workflows/ci.yml" : "azure-pipelines.yml");
            // The integration job is passed over, as Windows is: nothing waits for it, and its tests are those that run beside this one.
            var outcome = Assert.Single(await interpreter.Run(dialect, [new RunRequest { Id = "own", File = file, Event = "push", PassOver = ["integration"] }]));

            Assert.True(outcome.Result == "success", string.Join('\n', outcome.Jobs.Select(job => $"{job.Job} {job.Leg} {job.Result}\n{(job.Result == "failure" ? job.Log : "")}")));
            Assert.Equal(
                ["verify ubuntu success", "verify windows passed over", "package  success", "deploy_staging  success", "rollback_staging  skipped", "deploy_production  success", "rollback_production  skipped"],
                outcome.Jobs.Where(job => job.Job != "integration" && !job.Job.StartsWith("attest_", StringComparison.Ordinal)).Select(job => $"{job.Job} {job.Leg} {job.Result}"));

            var address = Address().Match(outcome.Job("deploy_staging").Log).Value;
            using var client = new HttpClient();
            Assert.Contains("\"outcome\":\"succeeded\"", await client.GetStringAsync($"{address}/api/deployments?environment=staging", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            await Stop(interpreter, state.FullName);
            state.Delete(recursive: true);
        }
    }

    private static async Task Stop(Interpreter interpreter, string state)
    {
        foreach (var folder in interpreter.JobFolders)
        {
            foreach (var environment in new[] { "staging", "production" }.Where(name => folder.Contains($"deploy_{name}", StringComparison.Ordinal)))
            {
                await ToolOutput.Of(Cli.Wrap(Path.Combine(folder, "build.sh"))
                    .WithArguments(["Stop", "--env", environment, "--yes"])
                    .WithWorkingDirectory(folder)
                    .WithEnvironmentVariables(variables => variables.Set("PIPELINE_STATE_HOME", state)));
            }
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
