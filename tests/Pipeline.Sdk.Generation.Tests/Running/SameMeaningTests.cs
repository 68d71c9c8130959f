using CsCheck;

namespace Pipeline.Sdk.Generation.Running;

/// <summary>Whatever is defined: what runs from the GitHub file is what runs from the Azure file.</summary>
[Trait("Category", "Integration")]
public sealed class SameMeaningTests
{
    // A batch is one start of each interpreter.
    private const int Batch = 60;

    [Fact]
    public Task Any_workflow_means_the_same_in_both_dialects() => Compare(batches: 1);

    [Trait("Category", "Long")]
    [Fact]
    public Task A_thousand_workflows_mean_the_same_in_both_dialects() => Compare(batches: 17);

    private static async Task Compare(int batches)
    {
        Node.Folder();
        var (count, outcomes) = (0, new List<string>());
        await RandomWorkflow.Any.Array[Batch].SampleAsync(
            async workflows =>
            {
                using var interpreter = new Interpreter();
                var written = workflows.Index().Select(one => (Workflow: one.Item, Id: $"w{one.Index}", Folder: Write(interpreter, one.Item, $"w{one.Index}"))).Where(one => one.Folder is not null).ToList();
                var runs = await Task.WhenAll(
                    interpreter.Run("github", written.Select(one => one.Workflow.Request(one.Id, Path.Combine(one.Folder ?? "", ".github", "workflows", "ci.yml")))),
                    interpreter.Run("azure", written.Select(one => one.Workflow.Request(one.Id, Path.Combine(one.Folder ?? "", "azure-pipelines.yml")))));
                foreach (var (github, azure, one) in runs[0].Zip(runs[1], written))
                {
                    if (github.Meaning() != azure.Meaning())
                        Assert.Fail($"GitHub:\n{github.Meaning()}\n\nAzure:\n{azure.Meaning()}\n\n{one.Workflow.FailingTarget} fails\n{string.Join('\n', WorkflowFiles.From(one.Workflow.Build()).Select(file => file.Content))}");
                    count++;
                    outcomes.AddRange(github.Jobs.Select(job => job.Result));
                }
            },
            iter: batches,
            threads: 1);

        // The property says something only where things were run, skipped and failed.
        Assert.True(count > batches * Batch / 2, $"Of {batches * Batch} definitions {count} were valid.");
        Assert.All(new[] { "success", "failure", "skipped" }, result => Assert.Contains(result, outcomes));
    }

    // Numbers can describe jobs that wait for one another: such a definition is refused, which other tests look at.
    private static string? Write(Interpreter interpreter, RandomWorkflow workflow, string name)
    {
        try
        {
            return interpreter.Write(name, WorkflowFiles.From(workflow.Build()));
        }
        catch (InvalidPipelineException invalid) when (invalid.Diagnostics.All(diagnostic => diagnostic.Code is "PIPE0309" || diagnostic.Severity == DiagnosticSeverity.Warning))
        {
            return null;
        }
    }
}
