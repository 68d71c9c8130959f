using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>The database that a service's releases rest on, and the scripts that make its schema.</summary>
/// <param name="Database">The database.</param>
/// <param name="Folder">The folder of the scripts, relative to the root.</param>
/// <param name="Options">How it is migrated: the same that the migration has.</param>
internal sealed record ServiceSchema(Database Database, string Folder, MigrateOptions Options);
