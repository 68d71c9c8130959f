namespace Pipeline.Sdk.Migrations;

/// <summary>A handle on a database that every environment has one of: SQLite, in the environment's own folder on this machine.</summary>
/// <param name="Name">The database's name; its file is <c>data/NAME.db</c> in the environment's folder.</param>
public sealed record Database(string Name)
{
    /// <summary>The database's file in an environment's folder.</summary>
    /// <param name="environmentFolder">The environment's folder, absolute; see <see cref="RunContext.EnvironmentFolder"/>.</param>
    public string PathIn(string environmentFolder) => Path.Combine(environmentFolder, "data", Name + ".db");
}
