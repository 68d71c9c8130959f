using System.Text.Json;

namespace Pipeline.Sdk.Dashboard;

/// <summary>A deployment as a reporter sends it.</summary>
internal static class DeploymentReport
{
    public static Deployment Read(JsonElement body, out SortedDictionary<string, List<string>> errors)
    {
        var fields = new FieldReader(body);
        var deployment = new Deployment
        {
            Id = fields.Text("id"),
            Service = fields.Text("service", limit: 100),
            Environment = fields.Text("environment", limit: 100),
            Version = fields.Text("version"),
            Digest = fields.Text("digest"),
            Actor = fields.Text("actor"),
            Commit = fields.OptionalText("commit"),
            StartedAt = fields.Time("startedAt"),
            FinishedAt = fields.OptionalTime("finishedAt"),
            DurationMs = fields.OptionalDuration("durationMs"),
            Outcome = fields.Choice("outcome", Outcomes.OfDeployments),
            Kind = fields.Choice("kind", Outcomes.Kinds, fallback: "deploy"),
            Message = fields.OptionalText("message", limit: 8000, mayHaveLines: true),
            RunId = fields.OptionalText("runId"),
        };
        if (deployment.FinishedAt < deployment.StartedAt) fields.Report("finishedAt", "is before startedAt");
        errors = fields.Errors;
        return deployment;
    }
}
