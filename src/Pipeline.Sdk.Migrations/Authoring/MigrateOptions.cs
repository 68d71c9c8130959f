using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>How a pipeline migrates a database.</summary>
public sealed record MigrateOptions
{
    /// <summary>Settings for when the database is SQLite; null for the defaults.</summary>
    public SqliteMigrationOptions? Sqlite { get; init; }

    /// <summary>Settings for when the database is PostgreSQL; null for the defaults.</summary>
    public PostgresMigrationOptions? Postgres { get; init; }

    /// <summary>Whether contract steps run with the others, or wait for the target <c>MigrateContract</c>; the default is that they run.</summary>
    public ContractSteps Contract { get; init; }

    /// <summary>Migrations in C#.</summary>
    public ImmutableArray<CodeMigration> Code { get; init; } = [];

    /// <summary>Whose rules the names of the files follow.</summary>
    public MigrationNaming Naming { get; init; }

    /// <summary>What a lint finding means in an environment; the default is an error where the environment is protected and a warning elsewhere.</summary>
    public Func<DeploymentEnvironment, LintSeverity> Lint { get; init; } = environment => environment.IsProtected ? LintSeverity.Error : LintSeverity.Warning;
}
