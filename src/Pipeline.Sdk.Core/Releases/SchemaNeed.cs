namespace Pipeline.Sdk;

/// <summary>The schema that a release was built for.</summary>
/// <param name="Database">The database's name in the pipeline.</param>
/// <param name="Version">The newest version that its sources had, contract steps aside: those come after it.</param>
public sealed record SchemaNeed(string Database, long Version);
