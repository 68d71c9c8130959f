using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// Tells the dashboard of an environment what the journal holds, and after the run what its record holds. The journal is the truth: a report
/// that does not arrive is a warning, and goes out again with the next one.
/// </summary>
internal sealed class DashboardReporter
{
    /// <summary>The token that the dashboard asks for.</summary>
    public const string TokenName = "report";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly LocalEnvironment _local;
    private readonly Service _service;

    public DashboardReporter(LocalEnvironment local, Service service)
    {
        _local = local;
        _service = service;
    }

    private string SentPath => Path.Combine(_local.Folder, "reported");

    /// <summary>Reports every ended deployment that was not reported yet, and promises the run's record for later.</summary>
    /// <param name="url">The dashboard's address.</param>
    public async Task ReportAsync(string url)
    {
        if (!_service.IsDashboard)
            return;

        try
        {
            var sent = File.Exists(SentPath) ? (await File.ReadAllLinesAsync(SentPath, CancellationToken.None).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal) : [];
            foreach (var (begin, verdict) in _local.History(_service).Ended.Where(ended => !sent.Contains(ended.Verdict.Deployment)))
            {
                await PostAsync(url + "/api/deployments", json => Write(json, begin, verdict), CancellationToken.None).ConfigureAwait(false);
                await File.AppendAllTextAsync(SentPath, verdict.Deployment + "\n", CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            _local.Run.Log.Warn($"The dashboard at {url} could not be told: {error.Message}. It will be told with the next deployment.");
        }

        _local.Run.AfterRun((record, cancellationToken) => ReportRunAsync(url, record, cancellationToken));
    }

    private async Task ReportRunAsync(string url, string record, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(record, cancellationToken).ConfigureAwait(false));
        try
        {
            await PostAsync(url + "/api/runs", json => WriteRun(json, document.RootElement), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            throw new InvalidOperationException($"The dashboard at {url} could not be told of this run: {error.Message}", error);
        }
    }

    private async Task PostAsync(string url, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var json = new Utf8JsonWriter(body);
        await using (json.ConfigureAwait(false))
            write(json);

        using var http = LoopbackHttp.Client(Limit);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _local.Token(TokenName));
        request.Content = new ByteArrayContent(body.ToArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new HttpRequestException($"it answered {(int)answer.StatusCode}: {text}");
        }
    }

    private void Write(Utf8JsonWriter json, JournalEntry begin, JournalEntry verdict)
    {
        json.WriteStartObject();
        json.WriteString("id", verdict.Deployment);
        json.WriteString("service", verdict.Service);
        json.WriteString("environment", _local.Environment.Name);
        json.WriteString("version", verdict.Version);
        json.WriteString("digest", verdict.Digest);
        json.WriteString("actor", verdict.Actor);
        json.WriteString("commit", verdict.Commit);
        json.WriteString("startedAt", begin.At);
        json.WriteString("finishedAt", verdict.At);
        json.WriteNumber("durationMs", (long)(verdict.At - begin.At).TotalMilliseconds);
        json.WriteString("outcome", verdict.Step == JournalStep.Succeeded ? "succeeded" : "failed");
        json.WriteString("kind", verdict.Kind == DeploymentKind.Rollback ? "rollback" : "deploy");
        json.WriteString("message", verdict.Message);
        json.WriteString("runId", verdict.RunId);
        json.WriteEndObject();
    }

    // From the run record's form to the dashboard's.
    private static void WriteRun(Utf8JsonWriter json, JsonElement run)
    {
        var startedAt = run.GetProperty("startedAt").GetDateTimeOffset();
        var duration = run.GetProperty("durationSeconds").GetDouble();
        json.WriteStartObject();
        json.WriteString("id", run.GetProperty("id").GetString());
        Copy("targets", run);
        Copy("environment", run);
        Copy("actor", run);
        Copy("commit", run);
        json.WriteString("host", run.GetProperty("machine").GetString());
        json.WriteString("startedAt", startedAt);
        json.WriteString("finishedAt", startedAt.AddSeconds(duration).ToString("o", CultureInfo.InvariantCulture));
        json.WriteNumber("durationMs", (long)(duration * 1000));
        Copy("outcome", run);
        json.WriteStartArray("steps");
        foreach (var step in run.GetProperty("steps").EnumerateArray().Where(step => step.TryGetProperty("outcome", out _)))
        {
            json.WriteStartObject();
            Copy("target", step);
            Copy("outcome", step);
            Copy("reason", step);
            json.WriteNumber("durationMs", (long)(step.GetProperty("durationSeconds").GetDouble() * 1000));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Copy(string name, JsonElement from)
        {
            json.WritePropertyName(name);
            from.GetProperty(name).WriteTo(json);
        }
    }
}
