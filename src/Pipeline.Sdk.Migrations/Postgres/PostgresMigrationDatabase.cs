using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// A PostgreSQL database. Its migration lock is a session's advisory lock, taken before anything is read: it is free as soon as the server notices that the
/// migrator is gone, which <c>client_connection_check_interval</c> makes half a second at most.
/// </summary>
public sealed class PostgresMigrationDatabase : MigrationDatabase
{
    private readonly NpgsqlConnectionStringBuilder _account;
    private readonly PostgresMigrationOptions _options;

    /// <summary>Names a database; nothing is opened yet.</summary>
    /// <param name="connectionString">An Npgsql connection string of an account that may create roles, or of the owner when there is to be no least privilege.</param>
    /// <param name="options">How it is migrated; null for the defaults.</param>
    /// <param name="time">Measures waits; the default is the system's clock.</param>
    public PostgresMigrationDatabase(string connectionString, PostgresMigrationOptions? options = null, TimeProvider? time = null)
        : this(new NpgsqlConnectionStringBuilder(connectionString), options ?? new PostgresMigrationOptions(), time ?? TimeProvider.System)
    {
    }

    private PostgresMigrationDatabase(NpgsqlConnectionStringBuilder account, PostgresMigrationOptions options, TimeProvider time)
        : base($"{account.Database} on {account.Host}:{account.Port}", options, time) => (_account, _options) = (account, options);

    /// <inheritdoc/>
    public override DatabaseEngine Engine => DatabaseEngine.Postgres;

    internal PostgresMigrationOptions PostgresOptions => _options;

    internal string DatabaseName => _account.Database ?? "postgres";

    internal string Owner => _options.OwnerRole ?? PostgresRoles.Name(DatabaseName, "_owner");

    internal override async Task<MigrationSession> OpenAsync(MigrationRun run, Action<string> log, CancellationToken cancellationToken)
    {
        var login = _options.LeastPrivilege ? await PostgresLogin.CreateAsync(this, log, cancellationToken).ConfigureAwait(false) : null;
        try
        {
            var account = login is null ? new NpgsqlConnectionStringBuilder(_account.ConnectionString) : With(login.Name, login.Password);
            account.ApplicationName = ApplicationName(run);
            account.Options = $"{account.Options} {PostgresSettings.Startup(_options)}".Trim();
            var connection = await ConnectAsync(account, cancellationToken).ConfigureAwait(false);
            var session = new PostgresMigrationSession(connection, this, login);
            try
            {
                if (login is not null) await session.RunAsync($"SET ROLE {SqlName.Quote(Owner)}", cancellationToken).ConfigureAwait(false);
                await new PostgresLock(connection, this).TakeAsync(log, cancellationToken).ConfigureAwait(false);
                return session;
            }
            catch
            {
                login = null;
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            if (login is not null) await login.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal override async Task<MigrationSession?> OpenToReadAsync(CancellationToken cancellationToken)
    {
        var account = new NpgsqlConnectionStringBuilder(_account.ConnectionString) { ApplicationName = "pipeline-migrate look" };
        account.Options = $"{account.Options} {PostgresSettings.Startup(_options)}".Trim();
        return new PostgresMigrationSession(await ConnectAsync(account, cancellationToken).ConfigureAwait(false), this, null);
    }

    internal override Task<ScratchCopy> CopyAsync(Action<string> log, CancellationToken cancellationToken) =>
        new PostgresCopies(this).CopyAsync(log, cancellationToken);

    /// <summary>A connection of the account that was given, to this database or another one of its server.</summary>
    internal Task<NpgsqlConnection> ConnectAsync(string? database, CancellationToken cancellationToken)
    {
        var account = new NpgsqlConnectionStringBuilder(_account.ConnectionString) { ApplicationName = "pipeline-migrate admin" };
        if (database is not null) account.Database = database;
        return ConnectAsync(account, cancellationToken);
    }

    /// <summary>The same database under another name on the same server.</summary>
    internal PostgresMigrationDatabase Named(string database, PostgresMigrationOptions options) =>
        new(new NpgsqlConnectionStringBuilder(_account.ConnectionString) { Database = database }, options, Time);

    /// <summary>What PostgreSQL's own programs need to reach the database; the password goes by the environment, where no process list shows it.</summary>
    internal (string[] Arguments, IReadOnlyDictionary<string, string?> Variables) ClientArguments(string? database = null) => (
        ["--host", _account.Host ?? "localhost", "--port", _account.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--username", _account.Username ?? "postgres", "--no-password", "--dbname", database ?? DatabaseName],
        new Dictionary<string, string?> { ["PGPASSWORD"] = _account.Password, ["PGOPTIONS"] = null });

    private async Task<NpgsqlConnection> ConnectAsync(NpgsqlConnectionStringBuilder account, CancellationToken cancellationToken)
    {
        account.Pooling = false;
        account.CommandTimeout = 0;
        account.Enlist = false;
        var connection = new NpgsqlConnection(account.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception failure) when (failure is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw PostgresFailure.OfConnecting(failure, Name, account.Username);
        }
    }

    private NpgsqlConnectionStringBuilder With(string user, string password) => new(_account.ConnectionString) { Username = user, Password = password };

    // PostgreSQL keeps 63 bytes of it, and shows it to everyone who waits.
    private static string ApplicationName(MigrationRun run) => string.Join(' ', "pipeline-migrate", run.AppliedBy, run.RunId).Trim();
}
