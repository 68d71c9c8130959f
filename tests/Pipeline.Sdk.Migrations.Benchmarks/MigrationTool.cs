namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>Something that applies the scripts to an empty database.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Run">Applies them; answers the seconds that it took.</param>
internal sealed record MigrationTool(string Name, Func<double> Run);
