using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// A login that exists for one run. The connection that made it stays open and holds a lock on its name: a login whose lock is free belongs to a migrator that was
/// killed, and the next run removes it.
/// </summary>
internal sealed class PostgresLogin : IAsyncDisposable
{
    private const int LockClass = 0x5053_444B;
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(5);

    private readonly NpgsqlConnection _admin;
    private readonly PostgresMigrationDatabase _database;
    private readonly Action<string> _log;

    private PostgresLogin(NpgsqlConnection admin, PostgresMigrationDatabase database, Action<string> log, string name, string password)
    {
        _admin = admin;
        _database = database;
        _log = log;
        Name = name;
        Password = password;
    }

    /// <summary>The connection of the account that made the login.</summary>
    public NpgsqlConnection Admin => _admin;

    public string Name { get; }

    public string Password { get; }

    public static async Task<PostgresLogin> CreateAsync(PostgresMigrationDatabase database, Action<string> log, CancellationToken cancellationToken)
    {
        var admin = await database.ConnectAsync((string?)null, cancellationToken).ConfigureAwait(false);
        try
        {
            var roles = new PostgresRoles(admin, database);
            await roles.PrepareAsync(cancellationToken).ConfigureAwait(false);
            var prefix = PostgresRoles.Name(database.DatabaseName, "_migrator_")[..^1];
            await SweepAsync(admin, database, prefix, log, cancellationToken).ConfigureAwait(false);

            var login = new PostgresLogin(
                admin, database, log, PostgresRoles.Name(database.DatabaseName, "_migrator_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
            await LockAsync(admin, login.Name, cancellationToken).ConfigureAwait(false);
            await roles.CreateAsync(
                login.Name,
                $"LOGIN NOINHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT 2 PASSWORD {SqlName.Text(ScramVerifier.Of(login.Password))} "
                    + $"VALID UNTIL {SqlName.Text(HistoryStore.Text(database.Time.GetUtcNow().AddMinutes(10)))} IN ROLE {SqlName.Quote(database.Owner)}",
                cancellationToken).ConfigureAwait(false);
            return login;
        }
        catch
        {
            await admin.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RemoveAsync(_admin, _database, Name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is NpgsqlException or StepFailedException)
        {
            _log($"The temporary login {Name} could not be removed ({failure.Message}); the next run removes it");
        }
        finally
        {
            await _admin.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task SweepAsync(NpgsqlConnection admin, PostgresMigrationDatabase database, string prefix, Action<string> log, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var command = new NpgsqlCommand("SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)", admin) { Parameters = { new NpgsqlParameter { Value = prefix + "_" } } };
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) found.Add(reader.GetString(0));
            }
        }

        foreach (var name in found)
        {
            if (!await TryLockAsync(admin, name, cancellationToken).ConfigureAwait(false)) continue;

            log($"Removing the login {name} of a migrator that was killed");
            await RemoveAsync(admin, database, name, cancellationToken).ConfigureAwait(false);
            await ScalarAsync(admin, $"SELECT pg_advisory_unlock({LockOf(name)})", cancellationToken).ConfigureAwait(false);
        }
    }

    // A session that ends asks for no privileges any more, but DROP ROLE does not wait for it.
    private static async Task RemoveAsync(NpgsqlConnection admin, PostgresMigrationDatabase database, string name, CancellationToken cancellationToken)
    {
        var started = database.Time.GetTimestamp();
        while (await ScalarAsync(admin, $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = {SqlName.Text(name)}", cancellationToken).ConfigureAwait(false) is > 0L
            && database.Time.GetElapsedTime(started) < EndWithin)
            await Task.Delay(TimeSpan.FromMilliseconds(20), database.Time, cancellationToken).ConfigureAwait(false);
        await new PostgresRoles(admin, database).ExecuteAsync(
            $"DO $do$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {SqlName.Text(name)}) THEN REVOKE {SqlName.Quote(database.Owner)} FROM {SqlName.Quote(name)}; DROP ROLE {SqlName.Quote(name)}; END IF; END $do$",
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task LockAsync(NpgsqlConnection admin, string name, CancellationToken cancellationToken) =>
        await ScalarAsync(admin, $"SELECT 1 FROM pg_advisory_lock({LockOf(name)})", cancellationToken).ConfigureAwait(false);

    private static async Task<bool> TryLockAsync(NpgsqlConnection admin, string name, CancellationToken cancellationToken) =>
        await ScalarAsync(admin, $"SELECT pg_try_advisory_lock({LockOf(name)})", cancellationToken).ConfigureAwait(false) is true;

    private static string LockOf(string name) => $"{LockClass.ToString(CultureInfo.InvariantCulture)}, hashtext({SqlName.Text(name)})";

    private static async Task<object?> ScalarAsync(NpgsqlConnection admin, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, admin);
        await using (command.ConfigureAwait(false)) return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
