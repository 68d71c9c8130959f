using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Writes <c>run.json</c>, the record of one run, in one step: a reader sees the old text or the new one. Written by hand, because every
/// start pays for it.
/// </summary>
internal sealed class RunRecordWriter
{
    /// <summary>Raised with every change that an older reader would misread.</summary>
    private const int SchemaVersion = 1;

    private readonly SecretMasker _masker;

    public RunRecordWriter(string folder, SecretMasker masker)
    {
        Path = System.IO.Path.Combine(folder, "run.json");
        _masker = masker;
    }

    public string Path { get; }

    /// <summary>Writes the record; a summary without steps stands for a run that has just begun.</summary>
    /// <returns>Null, or why it could not be written: a full disk must not change the outcome of the run.</returns>
    public string? TryWrite(RunSummary summary)
    {
        var temporary = Path + ".tmp";
        try
        {
            using (var text = new StreamWriter(temporary, append: false))
                Write(new JsonText(text), summary);
            File.Move(temporary, Path, overwrite: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return error.Message;
        }
    }

    // Half a record is of no use to anybody, and on a full disk its place is.
    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void Write(JsonText json, RunSummary summary)
    {
        var facts = summary.Facts;
        var isRunning = summary.Steps.IsEmpty && !summary.Plan.Steps.IsEmpty;
        json.WriteStartObject();
        json.WriteNumber("schema", SchemaVersion);
        json.WriteString("id", facts.Id);
        json.WriteString("state", isRunning ? "running" : "finished");
        json.WriteString("startedAt", facts.StartedAt);
        json.WriteSeconds("durationSeconds", summary.Duration);
        if (!isRunning)
        {
            // A run that is killed leaves the record of its beginning: that must not read as a success.
            json.WriteNumber("exitCode", summary.ExitCode);
            json.WriteString("outcome", RunOutcome.Of(summary));
        }

        json.WriteString("actor", facts.Actor);
        json.WriteString("machine", facts.Machine);
        json.WriteString("ci", facts.Ci);
        json.WriteString("commit", facts.Commit);
        json.WriteBoolean("isDirty", summary.IsDirty);
        json.WriteString("branch", facts.Branch);
        json.WriteString("runUrl", facts.RunUrl);
        json.WriteString("sdk", SdkVersion.Text);
        json.WriteString("runtime", Environment.Version.ToString());
        json.WriteString("os", RuntimeInformation.RuntimeIdentifier);
        Tools(json, summary);
        json.WriteString("environment", summary.Plan.Environment?.Name);
        Strings(json, "targets", summary.Plan.Requested);
        Parameters(json, summary);
        json.WriteStartArray("steps");
        foreach (var step in summary.Plan.Steps)
            Step(json, step, summary.Steps.IsEmpty ? null : summary.Steps[step.Index]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Parameters(JsonText json, RunSummary summary)
    {
        json.WriteStartArray("parameters");
        foreach (var parameter in summary.Plan.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Definition.Name);
            json.WriteString("value", _masker.Mask(parameter.Text));
            json.WriteString("source", parameter.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Step(JsonText json, Planning.PlanStep step, StepResult? result)
    {
        json.WriteStartObject();
        json.WriteString("target", step.Name);
        json.WriteString("why", step.Reason);
        if (step.Target.Definition.Parent is { } parent)
            json.WriteString("itemOf", parent);
        Numbers(json, "waitsFor", step.WaitsFor);
        if (!step.Follows.IsEmpty)
            Numbers(json, "follows", step.Follows);
        if (result is not null)
            Result(json, result);
        json.WriteEndObject();
    }

    private static void Result(JsonText json, StepResult result)
    {
        json.WriteString("outcome", RunOutcome.Of(result.Outcome));
        json.WriteString("reason", result.Reason);
        json.WriteString("code", result.Code);
        if (result.StartedAt is { } startedAt)
            json.WriteString("startedAt", startedAt);
        json.WriteSeconds("durationSeconds", result.Duration);
        if (result.Outcome == StepOutcome.Cached)
            json.WriteSeconds("savedSeconds", result.Saved);
        if (result.Stored.Length > 0)
            json.WriteString("stored", result.Stored);
        if (result.Attempts > 0)
            json.WriteNumber("attempts", result.Attempts);
        if (!result.Tries.IsEmpty)
            Tries(json, result.Tries);
        if (result.IsTolerated)
            json.WriteBoolean("isTolerated", true);
        if (!result.Files.IsEmpty)
            Strings(json, "artifacts", result.Files);
        json.WriteStartArray("commands");
        foreach (var command in result.Commands)
        {
            json.WriteStartObject();
            json.WriteString("commandLine", command.CommandLine);
            if (command.ExitCode is { } code)
                json.WriteNumber("exitCode", code);
            json.WriteSeconds("durationSeconds", command.Duration);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("annotations");
        foreach (var annotation in result.Annotations)
        {
            json.WriteStartObject();
            json.WriteString("severity", annotation.Severity == DiagnosticSeverity.Error ? "error" : "warning");
            json.WriteString("title", annotation.Title);
            json.WriteString("message", annotation.Message);
            json.WriteString("file", annotation.File);
            if (annotation.Line is { } line)
                json.WriteNumber("line", line);
            if (annotation.Column is { } column)
                json.WriteNumber("column", column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Tries(JsonText json, System.Collections.Immutable.ImmutableArray<TryRecord> tries)
    {
        json.WriteStartArray("tries");
        foreach (var tried in tries)
        {
            json.WriteStartObject();
            json.WriteString("startedAt", tried.StartedAt);
            json.WriteSeconds("durationSeconds", tried.Duration);
            json.WriteString("outcome", RunOutcome.Of(tried.Outcome));
            if (tried.Reason.Length > 0)
                json.WriteString("reason", tried.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Tools(JsonText json, RunSummary summary)
    {
        json.WriteStartArray("tools");
        foreach (var tool in summary.Tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name);
            json.WriteString("version", tool.Version);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Numbers(JsonText json, string name, System.Collections.Immutable.ImmutableArray<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Strings(JsonText json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
