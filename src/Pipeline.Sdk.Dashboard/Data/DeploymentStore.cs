using System.Data.Common;
using System.Globalization;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Deployments in the database.</summary>
internal sealed class DeploymentStore(DashboardDatabase database)
{
    public const string Columns =
        "id, service, environment, version, digest, actor, commit_id, started_at, finished_at, duration_ms, outcome, kind, message, run_id";

    /// <summary>Writes a deployment; the same id again replaces what was reported before.</summary>
    /// <returns>True when the id is new.</returns>
    public bool Save(Deployment deployment)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO deployments ({Columns})
            VALUES (@id, @service, @environment, @version, @digest, @actor, @commit, @startedAt, @finishedAt, @durationMs, @outcome, @kind, @message, @runId)
            ON CONFLICT (id) DO UPDATE SET
              service = excluded.service, environment = excluded.environment, version = excluded.version, digest = excluded.digest,
              actor = excluded.actor, commit_id = excluded.commit_id, started_at = excluded.started_at, finished_at = excluded.finished_at,
              duration_ms = excluded.duration_ms, outcome = excluded.outcome, kind = excluded.kind, message = excluded.message,
              run_id = excluded.run_id, reports = deployments.reports + 1
            RETURNING reports
            """;
        command.Add("@id", deployment.Id);
        command.Add("@service", deployment.Service);
        command.Add("@environment", deployment.Environment);
        command.Add("@version", deployment.Version);
        command.Add("@digest", deployment.Digest);
        command.Add("@actor", deployment.Actor);
        command.Add("@commit", deployment.Commit);
        command.Add("@startedAt", Stored.Time(deployment.StartedAt));
        command.Add("@finishedAt", deployment.FinishedAt is { } finished ? Stored.Time(finished) : null);
        command.Add("@durationMs", deployment.DurationMs);
        command.Add("@outcome", deployment.Outcome);
        command.Add("@kind", deployment.Kind);
        command.Add("@message", deployment.Message);
        command.Add("@runId", deployment.RunId);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 1;
    }

    /// <summary>The newest deployments, newest first.</summary>
    public IReadOnlyList<Deployment> List(string? environment, int limit)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Columns} FROM deployments
            WHERE CAST(@environment AS TEXT) IS NULL OR environment = @environment
            ORDER BY started_at DESC, rowid DESC LIMIT @limit
            """;
        command.Add("@environment", environment);
        command.Add("@limit", limit);
        return command.Read(Row);
    }

    /// <summary>The newest deployments of every environment, newest first within each.</summary>
    public IReadOnlyList<Deployment> ListPerEnvironment(int limit)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Columns} FROM (
              SELECT *, row_number() OVER (PARTITION BY environment ORDER BY started_at DESC, rowid DESC) AS place FROM deployments) AS ranked
            WHERE place <= @limit ORDER BY environment, place
            """;
        command.Add("@limit", limit);
        return command.Read(Row);
    }

    /// <summary>What is live: for every service of every environment the deployment that succeeded last.</summary>
    public IReadOnlyList<Deployment> Live()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Columns} FROM (
              SELECT *, row_number() OVER (PARTITION BY environment, service ORDER BY coalesce(finished_at, started_at) DESC, rowid DESC) AS place
              FROM deployments WHERE outcome = @succeeded) AS ranked
            WHERE place = 1 ORDER BY environment, service
            """;
        command.Add("@succeeded", Outcomes.Succeeded);
        return command.Read(Row);
    }

    public IReadOnlyList<string> Environments()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT environment FROM deployments ORDER BY environment";
        return command.Read(reader => reader.GetString(0));
    }

    public IReadOnlyList<OutcomeCount> CountOutcomes()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT environment, outcome, reached FROM deployment_outcomes ORDER BY environment, outcome";
        return command.Read(reader => new OutcomeCount(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
    }

    private static Deployment Row(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Service = reader.GetString(1),
        Environment = reader.GetString(2),
        Version = reader.GetString(3),
        Digest = reader.GetString(4),
        Actor = reader.GetString(5),
        Commit = reader.TextOrNull(6),
        StartedAt = Stored.Time(reader.GetString(7)),
        FinishedAt = reader.TimeOrNull(8),
        DurationMs = reader.NumberOrNull(9),
        Outcome = reader.GetString(10),
        Kind = reader.GetString(11),
        Message = reader.TextOrNull(12),
        RunId = reader.TextOrNull(13),
    };
}
