using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>What a service's variables can be made of in one environment.</summary>
public sealed class ServiceContext
{
    private readonly LocalEnvironment _local;

    internal ServiceContext(LocalEnvironment local) => _local = local;

    /// <summary>The environment.</summary>
    public DeploymentEnvironment Environment => _local.Environment;

    /// <summary>The path of a database in this environment.</summary>
    /// <param name="database">The database.</param>
    public string PathOf(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.PathIn(_local.Folder);
    }

    /// <summary>What a service connects with to a database of this environment: the path of a SQLite file, or a PostgreSQL connection string.</summary>
    /// <param name="database">The database.</param>
    /// <exception cref="StepFailedException">It runs on PostgreSQL and was never migrated here.</exception>
    public string ConnectionOf(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.ConnectionIn(_local.Folder);
    }

    /// <summary>A random token that this environment keeps in a file only its user can read; made when it is first asked for.</summary>
    /// <param name="name">The token's name: letters, digits and <c>-</c>.</param>
    public string Token(string name) => _local.Token(name);
}
