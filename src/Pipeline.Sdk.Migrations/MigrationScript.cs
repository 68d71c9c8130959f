namespace Pipeline.Sdk.Migrations;

/// <summary>One SQL script of a migrations folder.</summary>
public sealed record MigrationScript
{
    /// <summary>The number in the file's name, from 1; scripts are applied in its order.</summary>
    public required long Version { get; init; }

    /// <summary>What the file's name says between the version and the extension: <c>create_deployments</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The file's name, without the folder.</summary>
    public required string File { get; init; }

    /// <summary>The SQL as it is executed: without a byte-order mark, with LF as line end, so that Git's settings change nothing.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> as UTF-8, in lower-case hexadecimal.</summary>
    public required string Checksum { get; init; }

    /// <summary>The script that undoes this one, when a <c>.down.sql</c> lies beside it. It is kept; nothing runs it yet.</summary>
    public MigrationScript? Down { get; init; }
}
