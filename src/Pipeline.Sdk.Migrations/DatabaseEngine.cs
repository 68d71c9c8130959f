namespace Pipeline.Sdk.Migrations;

/// <summary>The database systems that are migrated, and so the dialects that scripts are written in.</summary>
public enum DatabaseEngine
{
    /// <summary>SQLite: a file in the environment's folder.</summary>
    Sqlite,

    /// <summary>PostgreSQL, from version 14.</summary>
    Postgres,
}
