namespace Pipeline.Sdk.Migrations;

/// <summary>How a database notes that a way back was rehearsed: for the texts of both scripts, so that an edit of one voids it.</summary>
internal static class RehearsalProof
{
    private const string Proven = "rehearsed";

    public static string Action(bool isProven) => isProven ? Proven : "rehearsed-not-proven";

    public static string Checksum(MigrationScript script) => script.Down is { } down ? ScriptText.Checksum(script.Checksum + down.Checksum) : script.Checksum;

    public static bool IsProven(MigrationScript script, IEnumerable<MigrationEvent> events) =>
        script.HasDown && events.LastOrDefault(happened => happened.Migration == script.Id && happened.Checksum == Checksum(script)
            && happened.Action.StartsWith(Proven, StringComparison.Ordinal))?.Action == Proven;
}
