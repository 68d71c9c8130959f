using System.Globalization;
using System.Text;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk;

/// <summary>Tells the CI system the outputs of the job that the pipeline runs as: texts made from the typed outputs of targets.</summary>
internal static class JobOutputs
{
    /// <summary>The variable that a generated step with outputs sets to <c>workflow/job</c>.</summary>
    public const string Variable = Generation.JobFacts.JobVariable;

    /// <summary>Writes the outputs after a run that succeeded.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static Diagnostic? Write(string job, PipelineDefinition definition, PlanRunner runner, ProgramHost host)
    {
        var found = definition.Workflows.SelectMany(workflow => workflow.Jobs.Select(one => (Id: $"{workflow.Name}/{one.Name}", Job: one))).FirstOrDefault(one => one.Id == job).Job;
        if (found is null)
            return GenerateErrors.UnknownJob(job);

        var text = new StringBuilder();
        var isAzure = HostDetection.Detect(host.Variable).System == CiSystem.AzurePipelines;
        foreach (var output in found.Outputs)
        {
            // A target that its condition left out has no output: the text is empty, as it is for a job that did not run.
            var value = runner.Output(output.Target) is { } result ? output.Text(result) : "";
            if (runner.Masker.Mask(value) != value)
                return GenerateErrors.SecretInOutput(job, output.Name);

            text.Append(isAzure ? Azure(output.Name, value) : GitHub(output.Name, value));
        }

        if (isAzure)
            host.Output.Write(text);
        else if (host.Variable("GITHUB_OUTPUT") is { Length: > 0 } file)
            File.AppendAllText(file, text.ToString());
        return null;
    }

    // docs.github.com: Workflow commands, multiline strings. The mark must not stand in the text.
    private static string GitHub(string name, string value)
    {
        var mark = "end";
        while (value.Contains(mark, StringComparison.Ordinal))
            mark += value.Length.ToString(CultureInfo.InvariantCulture);
        return $"{name}<<{mark}\n{value}\n{mark}\n";
    }

    // learn.microsoft.com: Logging commands, SetVariable.
    private static string Azure(string name, string value) =>
        $"##vso[task.setvariable variable={name};isOutput=true]{value.Replace("%", "%AZP25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal)}\n";
}
