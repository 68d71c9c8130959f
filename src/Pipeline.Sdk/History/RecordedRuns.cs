using System.Text.Json;

namespace Pipeline.Sdk.History;

/// <summary>Reads the records of earlier runs.</summary>
internal static class RecordedRuns
{
    /// <summary>The newest first. A record that cannot be read is handed to <paramref name="unreadable"/> and passed over.</summary>
    /// <param name="stateFolder">The pipeline's own folder, absolute.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="unreadable">Hears of a record that cannot be read: its folder's name, and why.</param>
    public static IEnumerable<RecordedRun> Newest(string stateFolder, int most, Action<string, string> unreadable)
    {
        var folder = Path.Combine(stateFolder, "runs");
        if (!Directory.Exists(folder))
            yield break;

        // Ids begin with the time, so their order is that of the runs.
        foreach (var run in Directory.EnumerateDirectories(folder).OrderDescending(StringComparer.Ordinal).Take(most))
        {
            if (TryRead(Path.Combine(run, "run.json"), reason => unreadable(Path.GetFileName(run), reason)) is { } read)
                yield return read;
        }
    }

    private static RecordedRun? TryRead(string file, Action<string> unreadable)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return Of(document.RootElement);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            unreadable(error.Message);
            return null;
        }
    }

    private static RecordedRun Of(JsonElement record) => new()
    {
        Id = record.GetProperty("id").GetString() ?? "",
        StartedAt = record.GetProperty("startedAt").GetDateTimeOffset(),
        Duration = TimeSpan.FromSeconds(record.GetProperty("durationSeconds").GetDouble()),
        Outcome = record.TryGetProperty("outcome", out var outcome) ? outcome.GetString() ?? "" : "running",
        Targets = [.. record.GetProperty("targets").EnumerateArray().Select(target => target.GetString() ?? "")],
        Environment = record.GetProperty("environment").GetString(),
        Durations = [.. record.GetProperty("steps").EnumerateArray().Where(IsSuccess).Select(Duration)],
    };

    private static bool IsSuccess(JsonElement step) => step.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "succeeded";

    private static KeyValuePair<string, TimeSpan> Duration(JsonElement step) =>
        KeyValuePair.Create(step.GetProperty("target").GetString() ?? "", TimeSpan.FromSeconds(step.GetProperty("durationSeconds").GetDouble()));
}
