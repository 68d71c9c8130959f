using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Reads and writes the list of what was applied, in the transaction that is open on the connection.</summary>
internal sealed class HistoryStore(DbConnection connection, HistoryLayout layout, IHistoryWriter writer, string database) : IAsyncDisposable
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string Columns = "id, kind, version, name, checksum, phase, compatible_from, how, progress, applied_at, duration_ms, run_id, applied_by";
    private const string EventColumns = "at, action, migration, checksum, detail, run_id, applied_by";

    private readonly string _save = $"""
        INSERT INTO {layout.Table} ({Columns}) VALUES (@id, @kind, @version, @name, @checksum, @phase, @from, @how, @progress, {string.Format(CultureInfo.InvariantCulture, layout.TimeIn, "@at")}, @duration, @run, @by)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, checksum = excluded.checksum, phase = excluded.phase, compatible_from = excluded.compatible_from, how = excluded.how,
          progress = excluded.progress, applied_at = excluded.applied_at, duration_ms = excluded.duration_ms, run_id = excluded.run_id, applied_by = excluded.applied_by
        """;

    private bool _isReady;

    public async Task<ImmutableArray<AppliedMigration>> ReadAsync(CancellationToken cancellationToken)
    {
        var columns = Convert.ToInt32(await ScalarAsync(layout.Exists, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        if (columns == 0) return [];

        _isReady = columns == 2;
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            var at = string.Format(CultureInfo.InvariantCulture, layout.TimeOut, "applied_at");
            command.CommandText = _isReady
                ? $"SELECT kind, version, name, checksum, phase, compatible_from, how, progress, {at}, duration_ms, run_id, applied_by FROM {layout.Table} ORDER BY version, id"
                : $"SELECT 'versioned', version, name, checksum, 'migrate', NULL, 'applied', NULL, applied_at, duration_ms, run_id, applied_by FROM {layout.Table} ORDER BY version";
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var entries = ImmutableArray.CreateBuilder<AppliedMigration>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) entries.Add(Entry(reader));
                return entries.ToImmutable();
            }
        }
    }

    public async Task<ImmutableArray<MigrationEvent>> ReadEventsAsync(CancellationToken cancellationToken)
    {
        if (Convert.ToInt32(await ScalarAsync(layout.Exists, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) < 2) return [];

        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"SELECT {string.Format(CultureInfo.InvariantCulture, layout.TimeOut, "at")}, action, migration, checksum, detail, run_id, applied_by FROM {layout.Events} ORDER BY seq";
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var events = ImmutableArray.CreateBuilder<MigrationEvent>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    events.Add(new MigrationEvent
                    {
                        At = Time(reader.GetString(0)),
                        Action = reader.GetString(1),
                        Migration = TextOrNull(reader, 2),
                        Checksum = TextOrNull(reader, 3),
                        Detail = TextOrNull(reader, 4),
                        RunId = TextOrNull(reader, 5),
                        By = TextOrNull(reader, 6),
                    });
                }

                return events.ToImmutable();
            }
        }
    }

    /// <summary>Adds an entry, or replaces the one of its key.</summary>
    public async Task SaveAsync(AppliedMigration entry, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            _save,
            cancellationToken,
            ("@id", entry.Id),
            ("@kind", entry.Kind.ToString().ToLowerInvariant()),
            ("@version", entry.Version),
            ("@name", entry.Name),
            ("@checksum", entry.Checksum),
            ("@phase", entry.Phase.ToString().ToLowerInvariant()),
            ("@from", entry.CompatibleFrom),
            ("@how", entry.How),
            ("@progress", entry.Progress),
            ("@at", Text(entry.AppliedAt)),
            ("@duration", (long)entry.Duration.TotalMilliseconds),
            ("@run", entry.RunId),
            ("@by", entry.AppliedBy)).ConfigureAwait(false);
    }

    public Task SaveProgressAsync(AppliedMigration entry, CancellationToken cancellationToken) => ExecuteAsync(
        $"UPDATE {layout.Table} SET progress = @progress, duration_ms = @duration WHERE id = @id",
        cancellationToken,
        ("@progress", entry.Progress),
        ("@duration", (long)entry.Duration.TotalMilliseconds),
        ("@id", entry.Id));

    public Task RemoveAsync(AppliedMigration entry, CancellationToken cancellationToken) =>
        ExecuteAsync($"DELETE FROM {layout.Table} WHERE id = @id", cancellationToken, ("@id", entry.Id));

    public async Task AddAsync(MigrationEvent happened, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            $"INSERT INTO {layout.Events} ({EventColumns}) VALUES ({string.Format(CultureInfo.InvariantCulture, layout.TimeIn, "@at")}, @action, @migration, @checksum, @detail, @run, @by)",
            cancellationToken,
            ("@at", Text(happened.At)),
            ("@action", happened.Action),
            ("@migration", happened.Migration),
            ("@checksum", happened.Checksum),
            ("@detail", happened.Detail),
            ("@run", happened.RunId),
            ("@by", happened.By)).ConfigureAwait(false);
    }

    /// <summary>Whether the database has a list, empty or not.</summary>
    public bool IsKnown => _isReady;

    /// <summary>A transaction was rolled back, and with it the tables, when it had made them.</summary>
    public void Forget() => _isReady = false;

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_isReady) return;

        var columns = Convert.ToInt32(await ScalarAsync(layout.Exists, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        if (columns < 2)
        {
            foreach (var statement in columns == 1 ? HistoryLayout.UpgradeOfSqlite : layout.Create)
                await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        _isReady = true;
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await writer.SendAsync(cancellationToken).ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        writer.WriteAsync(sql, parameters, cancellationToken);

    private AppliedMigration Entry(DbDataReader reader) => new()
    {
        Kind = Word<MigrationKind>(reader.GetString(0), "kind"),
        Version = reader.GetInt64(1),
        Name = reader.GetString(2),
        Checksum = reader.GetString(3),
        Phase = Word<MigrationPhase>(reader.GetString(4), "phase"),
        CompatibleFrom = TextOrNull(reader, 5),
        How = reader.GetString(6),
        Progress = TextOrNull(reader, 7),
        AppliedAt = Time(reader.GetString(8)),
        Duration = TimeSpan.FromMilliseconds(reader.GetInt64(9)),
        RunId = TextOrNull(reader, 10),
        AppliedBy = TextOrNull(reader, 11),
    };

    private static string? TextOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private TEnum Word<TEnum>(string text, string column)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) ? value : throw MigrationDiagnostics.HistoryUnreadable(database, layout.Table, $"{column} holds '{text}'").ToFailure();

    private DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw MigrationDiagnostics.HistoryUnreadable(database, layout.Table, $"applied_at holds '{text}'").ToFailure();
}
