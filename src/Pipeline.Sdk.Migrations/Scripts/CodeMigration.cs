namespace Pipeline.Sdk.Migrations;

/// <summary>A migration in C#, for what SQL cannot do. It takes its place among the scripts by its version.</summary>
public abstract class CodeMigration
{
    /// <summary>The version, from 1, unique among scripts and C#.</summary>
    public abstract long Version { get; }

    /// <summary>The name: letters, digits, <c>_</c> and <c>-</c>; the default is that of the class.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>
    /// Stands for the code in the checksum: compiled code has no text that lasts, so raise this when what the migration does changes. A change after it was
    /// applied is found like an edited script.
    /// </summary>
    public abstract string Revision { get; }

    /// <summary>Phase, timeouts, compatibility, acknowledgements: what a script says in its <c>-- pipeline:</c> comments.</summary>
    public virtual MigrationDirectives Directives => MigrationDirectives.None;

    /// <summary>Whether <see cref="DownAsync"/> undoes what <see cref="UpAsync"/> does; the default is no.</summary>
    public virtual bool HasDown => false;

    /// <summary>Does the work. In a transaction unless the directives say otherwise; the migrator begins and ends it.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public abstract Task UpAsync(MigrationContext context, CancellationToken cancellationToken);

    /// <summary>Undoes the work.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="NotSupportedException">The migration has no way back: <see cref="HasDown"/> is false.</exception>
    public virtual Task DownAsync(MigrationContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{GetType().Name} has no way back; override DownAsync and HasDown.");

    internal bool IsTransactional => Directives.IsTransactional;
}
