using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>One migration: an SQL script of a folder, or C#.</summary>
public sealed record MigrationScript
{
    private ImmutableArray<SqlStatement> _sqlite;
    private ImmutableArray<SqlStatement> _postgres;

    /// <summary>The number in the file's name, from 1; versioned scripts are applied in its order. 0 for repeatable scripts and seeds.</summary>
    public required long Version { get; init; }

    /// <summary>What the file's name says between the version and the extension: <c>create_deployments</c>. A seed's holds its environment: <c>staging/customers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The file's name relative to the folder; for C# the name of the class.</summary>
    public required string File { get; init; }

    /// <summary>The SQL as it is executed: without a byte-order mark, with LF as line end, so that Git's settings change nothing. Empty for C#.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> as UTF-8, in lower-case hexadecimal; for C# that of its name and revision.</summary>
    public required string Checksum { get; init; }

    /// <summary>What it is for.</summary>
    public MigrationKind Kind { get; init; }

    /// <summary>What its <c>-- pipeline:</c> comments say.</summary>
    public MigrationDirectives Directives { get; init; } = MigrationDirectives.None;

    /// <summary>The script that undoes this one, when a <c>.down.sql</c> lies beside it.</summary>
    public MigrationScript? Down { get; init; }

    /// <summary>The C# that it is; null for SQL.</summary>
    public CodeMigration? Code { get; init; }

    /// <summary>The phase, <see cref="MigrationPhase.Migrate"/> when none is declared.</summary>
    public MigrationPhase Phase => Directives.Phase ?? MigrationPhase.Migrate;

    /// <summary>The key of its entry in a database's list.</summary>
    internal string Id => Kind switch
    {
        MigrationKind.Repeatable => "R:" + Name,
        MigrationKind.Seed => "S:" + Name,
        _ => "V" + Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Whether it can be undone: by a script, or by C# that says so.</summary>
    internal bool HasDown => Down is not null || Code is { HasDown: true };

    /// <summary>Whether it may share a transaction with its neighbours.</summary>
    internal bool IsGroupable => Directives.IsTransactional && Directives.Batch is null && !Directives.SuspendsForeignKeys
        && Directives.LockTimeout is null && Directives.StatementTimeout is null && Code is null or { IsTransactional: true };

    internal ImmutableArray<SqlStatement> Statements(DatabaseEngine engine)
    {
        if (engine == DatabaseEngine.Sqlite) return _sqlite.IsDefault ? _sqlite = SqlScript.Split(Text, engine) : _sqlite;

        return _postgres.IsDefault ? _postgres = SqlScript.Split(Text, engine) : _postgres;
    }
}
