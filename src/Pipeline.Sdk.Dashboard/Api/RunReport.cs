using System.Text.Json;

namespace Pipeline.Sdk.Dashboard;

/// <summary>A pipeline run as a reporter sends it.</summary>
internal static class RunReport
{
    public static PipelineRun Read(JsonElement body, out SortedDictionary<string, List<string>> errors)
    {
        var fields = new FieldReader(body);
        var run = new PipelineRun
        {
            Id = fields.Text("id"),
            Targets = [.. fields.Texts("targets")],
            Environment = fields.OptionalText("environment", limit: 100),
            Actor = fields.OptionalText("actor"),
            Commit = fields.OptionalText("commit"),
            Host = fields.OptionalText("host"),
            StartedAt = fields.Time("startedAt"),
            FinishedAt = fields.OptionalTime("finishedAt"),
            DurationMs = fields.OptionalDuration("durationMs"),
            Outcome = fields.Choice("outcome", Outcomes.OfRuns),
            Steps = [.. fields.Objects("steps").Select(Step)],
        };
        if (run.FinishedAt < run.StartedAt) fields.Report("finishedAt", "is before startedAt");
        errors = fields.Errors;
        return run;
    }

    private static RunStep Step(FieldReader fields) => new(
        fields.Text("target"), fields.Text("outcome", limit: 40), fields.OptionalDuration("durationMs"), fields.OptionalText("reason", limit: 2000, mayHaveLines: true));
}
