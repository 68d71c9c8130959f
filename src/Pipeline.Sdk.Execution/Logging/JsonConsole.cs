using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// For programs: one JSON object a line and nothing else. Fields are only ever added; <c>docs/console.md</c> describes them. Control characters are
/// escaped, so a tool's output is always inside of one line.
/// </summary>
internal sealed class JsonConsole : IRunConsole, IDisposable
{
    // Not made for HTML: quotes and signs stay readable. Some CI systems look for their commands anywhere in a line, so texts are fenced here too.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter _out;
    private readonly TimeProvider _clock;
    private readonly RunVerbosity _verbosity;
    private readonly CommandFence? _fence;
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    /// <summary>Creates the console of one run.</summary>
    /// <param name="writer">Where it writes.</param>
    /// <param name="clock">For the time of each event.</param>
    /// <param name="verbosity">Which lines it writes.</param>
    /// <param name="fence">The fence of the CI system that reads the same output, or null.</param>
    public JsonConsole(TextWriter writer, TimeProvider clock, RunVerbosity verbosity, CommandFence? fence = null)
    {
        _out = writer;
        _clock = clock;
        _verbosity = verbosity;
        _fence = fence;
        _json = new Utf8JsonWriter(_buffer, Options);
    }

    public void RunStarted(RunFacts facts)
    {
        lock (_gate)
        {
            Begin("runStarted");
            _json.WriteString("id", facts.Id);
            if (facts.Ci is not null)
                _json.WriteString("host", facts.Ci);
            if (facts.Commit is not null)
                _json.WriteString("commit", facts.Commit);
            End();
        }
    }

    public void StepStarted(PlanStep step)
    {
        lock (_gate)
        {
            Begin("stepStarted");
            _json.WriteString("target", step.Name);
            End();
        }
    }

    public void Line(PlanStep step, string text, LineKind kind)
    {
        if (!Verbosities.Shows(_verbosity, kind))
            return;

        lock (_gate)
        {
            Begin("line");
            _json.WriteString("target", step.Name);
            Level(kind switch { LineKind.Warning => "warning", LineKind.Detail => "detail", _ => "info" });
            Text("text", text);
            End();
        }
    }

    public void StepFinished(StepResult result)
    {
        lock (_gate)
        {
            foreach (var annotation in result.Annotations)
                Write(result.Name, annotation);
            if (_verbosity == RunVerbosity.Detailed)
            {
                foreach (var command in result.Commands)
                    Write(result.Name, command);
            }

            Begin("stepFinished");
            _json.WriteString("target", result.Name);
            _json.WriteString("outcome", RunOutcome.Of(result.Outcome));
            if (result.Outcome == StepOutcome.Cached)
                _json.WriteNumber("savedSeconds", Math.Round(result.Saved.TotalSeconds, 3));
            Duration(result.Duration);
            if (result.Attempts > 0)
                _json.WriteNumber("attempts", result.Attempts);
            if (result.IsTolerated)
                _json.WriteBoolean("tolerated", true);
            if (result.Code is not null)
                _json.WriteString("code", result.Code);
            if (result.Reason.Length > 0)
                Text("text", result.Reason);
            End();
        }
    }

    public void Summary(RunSummary summary)
    {
        lock (_gate)
        {
            Begin("runFinished");
            _json.WriteString("outcome", RunOutcome.Of(summary));
            _json.WriteNumber("exitCode", summary.ExitCode);
            Duration(summary.Duration);
            if (CriticalPath.Of(summary) is { } path)
            {
                _json.WriteStartArray("criticalPath");
                foreach (var step in path.Steps)
                    _json.WriteStringValue(step.Name);
                _json.WriteEndArray();
                _json.WriteNumber("workSeconds", Math.Round(path.Work.TotalSeconds, 3));
            }

            _json.WriteString("record", Path.Combine(summary.Folder, "run.json"));
            End();
        }
    }

    public void Problem(string text)
    {
        lock (_gate)
        {
            Begin("problem");
            Level("warning");
            Text("text", text);
            End();
        }
    }

    public void Dispose() => _json.Dispose();

    private void Write(string target, Annotation annotation)
    {
        Begin("annotation");
        _json.WriteString("target", target);
        Level(annotation.Severity == DiagnosticSeverity.Error ? "error" : "warning");
        if (annotation.File is { } file)
            Text("file", file);
        if (annotation.Line is { } line)
            _json.WriteNumber("line", line);
        if (annotation.Column is { } column)
            _json.WriteNumber("column", column);
        if (annotation.Title is { } title)
            Text("code", title);
        Text("text", annotation.Message);
        End();
    }

    private void Write(string target, CommandRecord command)
    {
        Begin("command");
        _json.WriteString("target", target);
        Level("detail");
        if (command.ExitCode is { } code)
            _json.WriteNumber("exitCode", code);
        Duration(command.Duration);
        Text("text", command.CommandLine);
        End();
    }

    private void Begin(string name)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("time", _clock.GetUtcNow());
        _json.WriteString("event", name);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _out.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _out.Flush();
    }

    private void Level(string level) => _json.WriteString("level", level);

    private void Duration(TimeSpan duration) => _json.WriteNumber("durationSeconds", Math.Round(duration.TotalSeconds, 3));

    private void Text(string name, string text) => _json.WriteString(name, _fence is null ? text : _fence.Line(text));
}
