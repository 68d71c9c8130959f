using System.Security.Cryptography;
using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>A scratch database that is a copy: by <c>CREATE DATABASE … TEMPLATE</c>, which needs the source to be without sessions, or by dump and restore.</summary>
internal sealed class PostgresCopies(PostgresMigrationDatabase database)
{
    public async Task<ScratchCopy> CopyAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var name = PostgresRoles.Name(database.DatabaseName, "_rehearsal_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
        var admin = await database.ConnectAsync(database.DatabaseName == "postgres" ? "template1" : "postgres", cancellationToken).ConfigureAwait(false);
        await using (admin.ConfigureAwait(false))
        {
            var how = await CreateAsync(admin, name, log, cancellationToken).ConfigureAwait(false);

            // The copy's objects keep the owner of the source. The role of the service stays out of it.
            var options = database.PostgresOptions with { OwnerRole = database.Owner, ServiceRole = null, BackupFolder = Path.Combine(Path.GetTempPath(), name) };
            return new ScratchCopy(database.Named(name, options), how, () => RemoveAsync(name, options.BackupFolder));
        }
    }

    private async Task<string> CreateAsync(NpgsqlConnection admin, string name, Action<string> log, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(admin, $"CREATE DATABASE {SqlName.Quote(name)} TEMPLATE {SqlName.Quote(database.DatabaseName)}", cancellationToken).ConfigureAwait(false);
            return "a copy by CREATE DATABASE … TEMPLATE";
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            log($"'{database.DatabaseName}' is in use, so it is copied by dump and restore");
        }
        catch (PostgresException failure)
        {
            throw MigrationDiagnostics.CannotCopy(database.Name, failure.MessageText).ToFailure(failure);
        }

        var file = Path.Combine(Path.GetTempPath(), name + ".dump");
        try
        {
            await ExecuteAsync(admin, $"CREATE DATABASE {SqlName.Quote(name)} TEMPLATE template0", cancellationToken).ConfigureAwait(false);
            var backup = new PostgresBackup(database);
            await backup.DumpAsync(file, cancellationToken).ConfigureAwait(false);
            await backup.RestoreAsync(file, name, cancellationToken).ConfigureAwait(false);
            return "a copy by dump and restore";
        }
        catch
        {
            await RemoveAsync(name, null).ConfigureAwait(false);
            throw;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task RemoveAsync(string name, string? backups)
    {
        var admin = await database.ConnectAsync(database.DatabaseName == "postgres" ? "template1" : "postgres", CancellationToken.None).ConfigureAwait(false);
        await using (admin.ConfigureAwait(false))
            await ExecuteAsync(admin, $"DROP DATABASE IF EXISTS {SqlName.Quote(name)} WITH (FORCE)", CancellationToken.None).ConfigureAwait(false);
        if (backups is not null && Directory.Exists(backups)) Directory.Delete(backups, recursive: true);
    }

    private static async Task ExecuteAsync(NpgsqlConnection admin, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, admin);
        await using (command.ConfigureAwait(false)) await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
