using System.Text;
using System.Text.Json;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// AppVeyor's agent: appveyor.com/docs/build-worker-api. Remarks on the sources become compilation messages; failures, and the summary with the verdict as its
/// title, become messages of the build.
/// </summary>
/// <param name="api">The agent's address, <c>APPVEYOR_API_URL</c>.</param>
internal sealed class AppVeyorReport(Uri api) : IHostReport
{
    // A job shows 500 messages; a broken build may have thousands.
    private const int MostMessages = 200;
    private const int LongestDetails = 10_000;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(15);

    public string Name => "the messages for AppVeyor";

    public void Hand(RunSummary summary)
    {
        using var deadline = new CancellationTokenSource(_limit);

        // The agent is on this machine, whatever proxy leads out of it.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var agent = new HttpClient(handler) { BaseAddress = api };
        var count = 0;
        foreach (var step in summary.Steps)
        {
            var isAnnotated = false;
            foreach (var annotation in step.Annotations)
            {
                isAnnotated |= annotation.Severity == DiagnosticSeverity.Error;
                if (++count <= MostMessages)
                    Send(agent, "api/build/compilationmessages", json => Write(json, step, annotation), deadline.Token);
            }

            if (step.Outcome == StepOutcome.Failed && !isAnnotated && ++count <= MostMessages)
                Message(agent, $"{step.Name} failed: {step.Code}", step.IsTolerated ? "warning" : "error", step.Reason, deadline.Token);
        }

        var isDone = summary.ExitCode == ExitCodes.Done;
        using var table = new StringWriter { NewLine = "\n" };
        SummaryTable.Write(table, summary);
        Message(agent, SummaryTable.ShortVerdict(summary), isDone ? "information" : "error", table.ToString(), deadline.Token);
    }

    private static void Write(Utf8JsonWriter json, StepResult step, Annotation annotation)
    {
        json.WriteString("message", annotation.Title is { } title ? $"{title}: {annotation.Message}" : annotation.Message);
        json.WriteString("category", annotation.Severity == DiagnosticSeverity.Error ? "error" : "warning");
        json.WriteString("details", "Target " + step.Name);
        if (annotation.File is { } file)
            json.WriteString("fileName", file);
        if (annotation.Line is { } line)
            json.WriteNumber("line", line);
        if (annotation.Column is { } column)
            json.WriteNumber("column", column);
    }

    private static void Message(HttpClient agent, string message, string category, string details, CancellationToken cancellationToken) => Send(agent, "api/build/messages", json =>
    {
        json.WriteString("message", message);
        json.WriteString("category", category);
        json.WriteString("details", details.Length <= LongestDetails ? details : details[..LongestDetails] + "…");
    }, cancellationToken);

    private static void Send(HttpClient agent, string path, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var text = ReportJson.Of(json =>
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }, isIndented: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        using var response = agent.Send(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
