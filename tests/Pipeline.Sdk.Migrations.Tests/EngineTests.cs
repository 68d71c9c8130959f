namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>What holds on every engine. Each test runs on real SQLite and on a real PostgreSQL server.</summary>
public abstract class EngineTests(DatabaseEngine engine, PostgresServer server)
{
    protected DatabaseEngine Engine { get; } = engine;

    private protected Task<Bench> NewAsync() => Bench.NewAsync(Engine, server);
}
