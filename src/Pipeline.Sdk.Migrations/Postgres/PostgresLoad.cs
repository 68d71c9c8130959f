using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>What a server is busy with beside a migrator.</summary>
internal static class PostgresLoad
{
    private const int MostReplayLag = 10;

    /// <summary>
    /// A query for the sessions that wait for locks or for the disk, the seconds that a replica is behind, and the sessions that work: they have done something within the
    /// last tenth of a second, and do not wait for a lock. A session that the account may not look into counts as one that works.
    /// </summary>
    public static string Query(int migrator) =>
        $"""
        SELECT (SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted)
            + (SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND state = 'active' AND wait_event_type IN ('LWLock', 'IO', 'BufferPin')),
          coalesce((SELECT extract(epoch FROM max(replay_lag)) FROM pg_stat_replication), 0)::int,
          (SELECT count(*) FROM pg_stat_activity
            WHERE usesysid IS NOT NULL AND datid IS NOT NULL AND pid NOT IN (pg_backend_pid(), {migrator.ToString(CultureInfo.InvariantCulture)}) AND coalesce(application_name, '') NOT LIKE 'pipeline-migrate%'
              AND (backend_type IS NULL
                OR backend_type = 'client backend' AND wait_event_type IS DISTINCT FROM 'Lock' AND (state = 'active' OR state_change > clock_timestamp() - interval '100 ms')))
        """;

    public static DatabaseLoad Of(string[] row, int mostWaiting)
    {
        var (waiting, lag, others) = (Number(row[0]), Number(row[1]), Number(row[2]));
        return new DatabaseLoad(waiting > mostWaiting ? $"{row[0]} sessions wait" : lag > MostReplayLag ? $"a replica is {row[1]} s behind" : null, others);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
