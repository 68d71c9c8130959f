using System.Globalization;
using System.Text.Json;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Delivery;

/// <summary>What made a release of what: an in-toto statement (v1) with SLSA's provenance predicate (v1), as <c>slsa.dev/spec/v1.0/provenance</c> lays it out.</summary>
internal static class ProvenanceStatement
{
    public const string Type = "https://in-toto.io/Statement/v1";

    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>The form of <c>externalParameters</c>: the target that made the release, and the run's parameters without secrets.</summary>
    public const string BuildType = "urn:pipeline-sdk:target:v1";

    private static readonly JsonWriterOptions _indented = new() { Indented = true };

    /// <summary>The statement as UTF-8.</summary>
    /// <param name="release">The release; the first subject is its manifest, the others are its files.</param>
    /// <param name="run">The target that has made it.</param>
    public static byte[] Write(Release release, RunContext run)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _indented))
        {
            json.WriteStartObject();
            json.WriteString("_type", Type);
            json.WriteStartArray("subject");
            Subject(json, $"{release.Name}@{release.Version}", release.Digest["sha256:".Length..]);
            foreach (var file in release.Files)
                Subject(json, file.Path, file.Sha256);
            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            Definition(json, release, run);
            Details(json, run);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Whether a statement says where a release comes from: its first subject is the release's manifest.</summary>
    /// <param name="statement">The statement as UTF-8.</param>
    /// <param name="release">The release.</param>
    /// <exception cref="JsonException">It is no statement.</exception>
    public static bool IsOf(byte[] statement, Release release)
    {
        using var document = JsonDocument.Parse(statement);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("subject", out var subjects) && subjects.ValueKind == JsonValueKind.Array && subjects.GetArrayLength() > 0
            && subjects[0].TryGetProperty("digest", out var digest) && digest.TryGetProperty("sha256", out var sha) && "sha256:" + sha.GetString() == release.Digest;
    }

    private static void Subject(Utf8JsonWriter json, string name, string sha256)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("digest");
        json.WriteString("sha256", sha256);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Definition(Utf8JsonWriter json, Release release, RunContext run)
    {
        json.WriteStartObject("buildDefinition");
        json.WriteString("buildType", BuildType);
        json.WriteStartObject("externalParameters");
        json.WriteString("target", run.Target);
        json.WriteStartObject("parameters");
        foreach (var (name, text) in run.Parameters().OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(name, text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("resolvedDependencies");
        if ((release.Commit ?? run.Run.Commit) is { } commit)
        {
            json.WriteStartObject();
            json.WriteString("name", "source");
            json.WriteStartObject("digest");
            json.WriteString("gitCommit", commit);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Details(Utf8JsonWriter json, RunContext run)
    {
        json.WriteStartObject("runDetails");
        json.WriteStartObject("builder");

        // A person's machine is a builder that vouches for nothing: it must not look like a CI system.
        json.WriteString("id", run.Run.Ci is { } ci ? "urn:pipeline-sdk:builder:" + Uri.EscapeDataString(ci.ToLowerInvariant().Replace(' ', '-')) : "urn:pipeline-sdk:builder:local");
        json.WriteStartObject("version");
        json.WriteString("Pipeline.Sdk", SdkVersion.Text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteString("invocationId", run.Run.RunUrl ?? run.Run.Id);
        json.WriteString("startedOn", Time(run.Run.StartedAt));
        json.WriteString("finishedOn", Time(run.Clock.GetUtcNow()));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
