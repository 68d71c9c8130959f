using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Pipeline.Sdk.Migrations;

/// <summary>The roles of a database: an owner that cannot log in, and a service that cannot change the schema.</summary>
internal sealed class PostgresRoles(NpgsqlConnection admin, PostgresMigrationDatabase database)
{
    private const int NameLimit = 63;

    /// <summary>A role's name made of a database's; one that would be too long for PostgreSQL is cut and told apart by a hash.</summary>
    public static string Name(string database, string suffix)
    {
        if (Encoding.UTF8.GetByteCount(database + suffix) <= NameLimit) return database + suffix;

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database)))[..8];
        var kept = database;
        while (Encoding.UTF8.GetByteCount(kept + hash + suffix) + 1 > NameLimit) kept = kept[..^1];
        return $"{kept}_{hash}{suffix}";
    }

    /// <summary>Makes the owner when it is missing, hands the database and its objects to it, and gives the service's role the right to rows.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var (owner, name) = (SqlName.Quote(database.Owner), SqlName.Quote(database.DatabaseName));
        await CreateAsync(database.Owner, "NOLOGIN", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            $"""
            DO $do$ DECLARE o record; BEGIN
              IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT pg_has_role(current_user, {SqlName.Text(database.Owner)}, 'MEMBER') THEN
                EXECUTE format('GRANT %I TO %I', {SqlName.Text(database.Owner)}, current_user);
              END IF;
              IF (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()) <> {SqlName.Text(database.Owner)} THEN
                ALTER DATABASE {name} OWNER TO {owner};
              END IF;
              FOR o IN SELECT format('ALTER %s %I.%I OWNER TO %I', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
                    n.nspname, c.relname, {SqlName.Text(database.Owner)}) AS sql
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND pg_get_userbyid(c.relowner) <> {SqlName.Text(database.Owner)}
                    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'a', 'i')) LOOP
                EXECUTE o.sql;
              END LOOP;
              FOR o IN SELECT format('ALTER SCHEMA %I OWNER TO %I', nspname, {SqlName.Text(database.Owner)}) AS sql FROM pg_namespace
                  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') AND pg_get_userbyid(nspowner) <> {SqlName.Text(database.Owner)} LOOP
                EXECUTE o.sql;
              END LOOP;
              IF has_schema_privilege('public', 'public', 'CREATE') THEN REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF;
              IF NOT has_schema_privilege({SqlName.Text(database.Owner)}, 'public', 'CREATE') THEN GRANT ALL ON SCHEMA public TO {owner}; END IF;
            END $do$
            """,
            cancellationToken).ConfigureAwait(false);
        if (database.PostgresOptions.ServiceRole is { } service) await GrantAsync(SqlName.Quote(service), owner, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a role; that another migrator made it at the same moment is no failure.</summary>
    public async Task CreateAsync(string role, string how, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", admin) { Parameters = { new NpgsqlParameter { Value = role } } };
            await using (command.ConfigureAwait(false))
            {
                if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null) return;
            }

            var create = new NpgsqlCommand($"CREATE ROLE {SqlName.Quote(role)} {how}", admin);
            await using (create.ConfigureAwait(false)) await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            return;
        }
        catch (NpgsqlException failure)
        {
            throw MigrationDiagnostics.CannotPrepareRoles(database.Name, (failure as PostgresException)?.MessageText ?? failure.Message).ToFailure(failure);
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        // Two migrators that prepare the same roles at once may meet on a catalog's row: the second one finds everything done when it looks again.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var command = new NpgsqlCommand(sql, admin);
                await using (command.ConfigureAwait(false)) await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (PostgresException failure) when (attempt < 10 && failure.SqlState is PostgresErrorCodes.InternalError or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), database.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException failure)
            {
                throw MigrationDiagnostics.CannotPrepareRoles(database.Name, (failure as PostgresException)?.MessageText ?? failure.Message).ToFailure(failure);
            }
        }
    }

    private async Task GrantAsync(string service, string owner, string name, CancellationToken cancellationToken)
    {
        await CreateAsync(database.PostgresOptions.ServiceRole ?? "", "LOGIN", cancellationToken).ConfigureAwait(false);

        // What the owner makes later is covered by its default privileges.
        await ExecuteAsync(
            $"""
            DO $do$ BEGIN
              GRANT CONNECT ON DATABASE {name} TO {service};
              GRANT USAGE ON SCHEMA public TO {service};
              GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {service};
              GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {service};
              ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {service};
              ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {service};
            END $do$
            """,
            cancellationToken).ConfigureAwait(false);
    }
}
