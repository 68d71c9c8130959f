namespace Pipeline.Sdk.Migrations;

/// <summary>What a database is busy with beside this migrator.</summary>
/// <param name="Reason">Why a batched script should not go on for now; null when nothing speaks against it.</param>
/// <param name="Others">How many other sessions work.</param>
internal sealed record DatabaseLoad(string? Reason, int Others)
{
    public static DatabaseLoad None { get; } = new(null, 0);
}
