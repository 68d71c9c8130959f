using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>
/// A PostgreSQL server of an environment on this machine: on 127.0.0.1 only, every login by password, its data below the environment's folder. PostgreSQL refuses to run as root,
/// so root's servers run as the user that Debian's package made, with their data in that user's home.
/// </summary>
internal sealed class LocalPostgres(string folder, IProcessRunner? runner = null)
{
    private const string SystemUser = "postgres";
    private const string SystemHome = "/var/lib/postgresql";
    private const string Admin = "pipeline_admin";

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    private string PasswordFile => Path.Combine(folder, "password");

    private string PortFile => Path.Combine(folder, "port");

    /// <summary>Where the server's files are; written down for whoever removes the environment.</summary>
    private string Data => IsRoot
        ? Path.Combine(SystemHome, "pipeline-sdk", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..16])
        : Path.Combine(folder, "data");

    private string Log => Path.Combine(Data, "server.log");

    /// <summary>Makes the server when it is missing, starts it when it does not run, and makes the database when that is missing.</summary>
    /// <returns>The connection string of an account that may do everything; its password is in a file that only the user can read.</returns>
    public async Task<string> EnsureAsync(string database, CancellationToken cancellationToken)
    {
        Execution.PrivateFolder.Create(folder);
        if (!File.Exists(Path.Combine(Data, "PG_VERSION"))) await CreateAsync(cancellationToken).ConfigureAwait(false);
        if (!await IsRunningAsync(cancellationToken).ConfigureAwait(false)) await StartAsync(cancellationToken).ConfigureAwait(false);
        var connection = new NpgsqlConnection(Unpooled("postgres"));
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new NpgsqlParameter { Value = database } } };
            await using (exists.ConfigureAwait(false))
            {
                if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null) return ConnectionString(database);
            }

            var create = new NpgsqlCommand($"CREATE DATABASE {SqlName.Quote(database)}", connection);
            await using (create.ConfigureAwait(false)) await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return ConnectionString(database);
    }

    /// <summary>Gives a login a random password that is kept in a file only the user can read.</summary>
    /// <returns>The connection string of the login.</returns>
    public async Task<string> EnsureLoginAsync(string role, string database, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "login-" + role);
        if (!File.Exists(file)) WriteSecret(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        var password = ReadSecret(file);
        var connection = new NpgsqlConnection(Unpooled(database));
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var alter = new NpgsqlCommand(
                $"DO $do$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {SqlName.Text(role)}) THEN CREATE ROLE {SqlName.Quote(role)} LOGIN; END IF; END $do$; "
                    + $"ALTER ROLE {SqlName.Quote(role)} LOGIN PASSWORD {SqlName.Text(ScramVerifier.Of(password))}",
                connection);
            await using (alter.ConfigureAwait(false)) await alter.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Username = role, Password = password }.ConnectionString;
    }

    /// <summary>Stops the server; its data stays.</summary>
    /// <returns>Whether one ran.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(Data, "PG_VERSION")) || !await IsRunningAsync(cancellationToken).ConfigureAwait(false)) return false;

        await RunAsync("pg_ctl", ["stop", "--pgdata", Data, "--mode", "fast", "--wait", "--silent"], cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Stops the server and removes its files.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken).ConfigureAwait(false);
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    internal string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = int.Parse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture),
        Username = Admin,
        Password = ReadSecret(PasswordFile),
        Database = database,
    }.ConnectionString;

    // A pool would hand out connections of the server that was stopped meanwhile.
    private string Unpooled(string database) => new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ConnectionString;

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(PasswordFile)) WriteSecret(PasswordFile, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        await File.WriteAllTextAsync(Path.Combine(folder, "data-folder"), Data + "\n", cancellationToken).ConfigureAwait(false);

        // initdb reads the password as the server's user, from a place where that user may read; the file is gone at once.
        await ShellAsync(
            "umask 077; mkdir -p \"$1\" && cat > \"$1.password\" && \"$2\" --pgdata \"$1\" --username \"$3\" --pwfile \"$1.password\" --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-instructions; "
                + "code=$?; rm -f \"$1.password\"; exit $code",
            [Data, Program("initdb"), Admin],
            ReadSecret(PasswordFile),
            "initdb",
            cancellationToken).ConfigureAwait(false);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // The port is kept, because running instances of a service know it; when somebody else has taken it meanwhile, another one is asked for.
        var failure = "";
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var port = attempt == 0 && File.Exists(PortFile) ? await File.ReadAllTextAsync(PortFile, cancellationToken).ConfigureAwait(false) : FreePort();
            await File.WriteAllTextAsync(PortFile, port, cancellationToken).ConfigureAwait(false);
            try
            {
                await RunAsync(
                    "pg_ctl",
                    ["start", "--pgdata", Data, "--log", Log, "--wait", "--timeout", "60", "--silent", "--options",
                        $"-c listen_addresses=127.0.0.1 -c port={port.Trim()} -c unix_socket_directories= -c password_encryption=scram-sha-256"],
                    cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (StepFailedException refused)
            {
                failure = refused.Message;
            }
        }

        throw MigrationDiagnostics.ClusterFailed(folder, "pg_ctl start", failure).ToFailure();
    }

    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        var (program, arguments) = AsServer(Program("pg_ctl"), ["status", "--pgdata", Data]);
        return (await PostgresPrograms.RunAsync(runner, program, arguments, Variables, cancellationToken).ConfigureAwait(false)).ExitCode == 0;
    }

    // A CI runner ends what carries its mark when the job ends; the environment outlives the job.
    private static Dictionary<string, string?> Variables => new() { ["RUNNER_TRACKING_ID"] = null, ["LC_ALL"] = "C.UTF-8" };

    private async Task RunAsync(string name, string[] arguments, CancellationToken cancellationToken)
    {
        var (program, all) = AsServer(Program(name), arguments);
        var (exitCode, said) = await PostgresPrograms.RunAsync(runner, program, all, Variables, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0) throw MigrationDiagnostics.ClusterFailed(folder, $"{name} {arguments[0]}", said).ToFailure();
    }

    private async Task ShellAsync(string script, string[] arguments, string input, string step, CancellationToken cancellationToken)
    {
        var (program, all) = AsServer("/bin/sh", ["-c", script, "sh", .. arguments]);
        var (exitCode, said) = await PostgresPrograms.RunAsync(runner, program, all, Variables, cancellationToken, input).ConfigureAwait(false);
        if (exitCode != 0) throw MigrationDiagnostics.ClusterFailed(folder, step, said).ToFailure();
    }

    private static (string Program, string[] Arguments) AsServer(string program, string[] arguments) =>
        IsRoot ? ("runuser", ["-u", SystemUser, "--", program, .. arguments]) : (program, arguments);

    private static string Program(string name) => PostgresPrograms.Find(name) ?? throw MigrationDiagnostics.ClusterProgramMissing(name).ToFailure();

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static string ReadSecret(string file) => File.ReadAllText(file).Trim();

    // Beside its place first: a kill must not leave an empty one, which would be kept for ever.
    private static void WriteSecret(string file, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(file + ".new", options)) writer.Write(secret);
        File.Move(file + ".new", file, overwrite: true);
    }
}
