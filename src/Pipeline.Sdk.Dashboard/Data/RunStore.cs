using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Pipeline runs in the database.</summary>
internal sealed class RunStore(DashboardDatabase database)
{
    public const string Columns = "id, targets, environment, actor, commit_id, host, started_at, finished_at, duration_ms, outcome, steps";

    /// <summary>Writes a run; the same id again replaces what was reported before.</summary>
    /// <returns>True when the id is new.</returns>
    public bool Save(PipelineRun run)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO runs ({Columns})
            VALUES (@id, @targets, @environment, @actor, @commit, @host, @startedAt, @finishedAt, @durationMs, @outcome, @steps)
            ON CONFLICT (id) DO UPDATE SET
              targets = excluded.targets, environment = excluded.environment, actor = excluded.actor, commit_id = excluded.commit_id,
              host = excluded.host, started_at = excluded.started_at, finished_at = excluded.finished_at,
              duration_ms = excluded.duration_ms, outcome = excluded.outcome, steps = excluded.steps, reports = runs.reports + 1
            RETURNING reports
            """;
        command.Add("@id", run.Id);
        command.Add("@targets", JsonSerializer.Serialize(run.Targets, DashboardJson.Default.ImmutableArrayString));
        command.Add("@environment", run.Environment);
        command.Add("@actor", run.Actor);
        command.Add("@commit", run.Commit);
        command.Add("@host", run.Host);
        command.Add("@startedAt", Stored.Time(run.StartedAt));
        command.Add("@finishedAt", run.FinishedAt is { } finished ? Stored.Time(finished) : null);
        command.Add("@durationMs", run.DurationMs);
        command.Add("@outcome", run.Outcome);
        command.Add("@steps", JsonSerializer.Serialize(run.Steps, DashboardJson.Default.ImmutableArrayRunStep));
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 1;
    }

    /// <summary>The newest runs, newest first.</summary>
    public IReadOnlyList<PipelineRun> List(string? environment, int limit)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {Columns} FROM runs
            WHERE CAST(@environment AS TEXT) IS NULL OR environment = @environment
            ORDER BY started_at DESC, rowid DESC LIMIT @limit
            """;
        command.Add("@environment", environment);
        command.Add("@limit", limit);
        return command.Read(Row);
    }

    private static PipelineRun Row(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Targets = JsonSerializer.Deserialize(reader.GetString(1), DashboardJson.Default.ImmutableArrayString),
        Environment = reader.TextOrNull(2),
        Actor = reader.TextOrNull(3),
        Commit = reader.TextOrNull(4),
        Host = reader.TextOrNull(5),
        StartedAt = Stored.Time(reader.GetString(6)),
        FinishedAt = reader.TimeOrNull(7),
        DurationMs = reader.NumberOrNull(8),
        Outcome = reader.GetString(9),
        Steps = JsonSerializer.Deserialize(reader.GetString(10), DashboardJson.Default.ImmutableArrayRunStep),
    };
}
