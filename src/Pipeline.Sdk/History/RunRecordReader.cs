using System.Collections.Immutable;
using System.Text.Json;

namespace Pipeline.Sdk.History;

/// <summary>Reads <c>run.json</c> as a whole.</summary>
internal static class RunRecordReader
{
    /// <summary>Reads the record in a run's folder.</summary>
    /// <param name="folder">The run's folder, absolute.</param>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    /// <exception cref="FormatException">It is no record.</exception>
    public static RunRecord Read(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "run.json")));
            return Of(document.RootElement, folder);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static RunRecord Of(JsonElement run, string folder)
    {
        // A step names others by their places, and whoever follows them must not fall off the end.
        var steps = List(run, "steps", Step);
        return new RunRecord
        {
            Id = Text(run, "id") ?? "",
            Folder = folder,
            StartedAt = run.GetProperty("startedAt").GetDateTimeOffset(),
            Duration = Seconds(run, "durationSeconds"),
            Outcome = Text(run, "outcome") ?? "running",
            Actor = Text(run, "actor") ?? "",
            Machine = Text(run, "machine") ?? "",
            Ci = Text(run, "ci"),
            Commit = Text(run, "commit"),
            IsDirty = run.TryGetProperty("isDirty", out var dirty) && dirty.ValueKind is JsonValueKind.True or JsonValueKind.False ? dirty.GetBoolean() : null,
            Branch = Text(run, "branch"),
            RunUrl = Text(run, "runUrl"),
            Sdk = Text(run, "sdk") ?? "",
            Runtime = Text(run, "runtime") ?? "",
            Os = Text(run, "os") ?? "",
            Environment = Text(run, "environment"),
            Targets = List(run, "targets", (name, _) => name.GetString() ?? ""),
            Tools = List(run, "tools", (tool, _) => Tool(Text(tool, "name") ?? "", Text(tool, "version"))),
            Parameters = List(run, "parameters", (parameter, _) => new RecordedParameter(Text(parameter, "name") ?? "", Text(parameter, "value") ?? "", Text(parameter, "source") ?? "")),
            Steps = [.. steps.Select(step => step with { WaitsFor = Known(step.WaitsFor, step.Index), Follows = Known(step.Follows, step.Index) })],
        };
    }

    private static RecordedStep Step(JsonElement step, int index) => new()
    {
        Index = index,
        Target = Text(step, "target") ?? "",
        Why = Text(step, "why") ?? "",
        ItemOf = Text(step, "itemOf"),
        WaitsFor = List(step, "waitsFor", (place, _) => place.GetInt32()),
        Follows = List(step, "follows", (place, _) => place.GetInt32()),
        Outcome = Text(step, "outcome") ?? "",
        Reason = Text(step, "reason") ?? "",
        Stored = Text(step, "stored") ?? "",
        Code = Text(step, "code"),
        StartedAt = step.TryGetProperty("startedAt", out var startedAt) ? startedAt.GetDateTimeOffset() : null,
        Duration = Seconds(step, "durationSeconds"),
        Saved = Seconds(step, "savedSeconds"),
        Attempts = Number(step, "attempts") ?? 0,
        Tries = List(step, "tries", (tried, _) => new RecordedTry(tried.GetProperty("startedAt").GetDateTimeOffset(), Seconds(tried, "durationSeconds"), Text(tried, "outcome") ?? "", Text(tried, "reason") ?? "")),
        IsTolerated = step.TryGetProperty("isTolerated", out var tolerated) && tolerated.GetBoolean(),
        Artifacts = List(step, "artifacts", (path, _) => path.GetString() ?? ""),
        Commands = List(step, "commands", (command, _) => new RecordedCommand(Text(command, "commandLine") ?? "", Number(command, "exitCode"), Seconds(command, "durationSeconds"))),
        Annotations = List(step, "annotations", (remark, _) => Remark(remark)),
    };

    private static Annotation Remark(JsonElement remark) => new(
        Text(remark, "severity") == "warning" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
        Text(remark, "message") ?? "",
        Text(remark, "file"),
        Number(remark, "line"),
        Number(remark, "column"),
        Text(remark, "title"));

    // Some name themselves: git says "git version 2.39.5".
    private static string Tool(string name, string? version) => version is null ? name : version.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? version : $"{name} {version}";

    private static ImmutableArray<int> Known(ImmutableArray<int> places, int below) => [.. places.Where(place => place >= 0 && place < below)];

    private static ImmutableArray<T> List<T>(JsonElement parent, string name, Func<JsonElement, int, T> read) =>
        parent.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(read)] : [];

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static int? Number(JsonElement parent, string name) => parent.TryGetProperty(name, out var number) ? number.GetInt32() : null;

    private static TimeSpan Seconds(JsonElement parent, string name) => parent.TryGetProperty(name, out var seconds) ? TimeSpan.FromSeconds(seconds.GetDouble()) : TimeSpan.Zero;
}
