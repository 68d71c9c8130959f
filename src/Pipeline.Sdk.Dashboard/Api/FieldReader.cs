using System.Text.Json;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Reads the fields of a JSON object and collects everything that is wrong with them. Unknown fields are left alone.</summary>
internal sealed class FieldReader
{
    private readonly JsonElement _object;
    private readonly string _prefix;

    public FieldReader(JsonElement body)
        : this(body, string.Empty, new SortedDictionary<string, List<string>>(StringComparer.Ordinal))
    {
    }

    private FieldReader(JsonElement body, string prefix, SortedDictionary<string, List<string>> errors) => (_object, _prefix, Errors) = (body, prefix, errors);

    /// <summary>Findings per field, those of nested objects included.</summary>
    public SortedDictionary<string, List<string>> Errors { get; }

    public string Text(string name, int limit = 200) => OptionalText(name, limit) ?? Missing(name, "is required", string.Empty);

    /// <summary>Text, or null when the field is absent or blank.</summary>
    public string? OptionalText(string name, int limit = 200, bool mayHaveLines = false) =>
        Find(name) is { } value ? AsText(name, value, limit, mayHaveLines) : null;

    public string Choice(string name, string[] valid, string? fallback = null)
    {
        var text = Find(name) is null && fallback is not null ? fallback : Text(name);
        return text.Length == 0 || valid.Contains(text) ? text : Missing(name, $"is '{text}'; valid is {string.Join(", ", valid)}", text);
    }

    public DateTimeOffset Time(string name) => Text(name, limit: 50).Length == 0 ? default : OptionalTime(name) ?? default;

    public DateTimeOffset? OptionalTime(string name)
    {
        if (Find(name) is not { } value || AsText(name, value, limit: 50, mayHaveLines: false) is not { } text) return null;
        if (text.Length == 0) return null;

        // A time without an offset would be read as the server's local time.
        if (HasOffset(text) && value.TryGetDateTimeOffset(out var time)) return time.ToUniversalTime();

        return Missing<DateTimeOffset?>(name, "is no ISO 8601 time with an offset, such as 2026-01-31T12:00:00Z", null);
    }

    public long? OptionalDuration(string name)
    {
        if (Find(name) is not { } value) return null;

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0
            ? number
            : Missing<long?>(name, "is no whole number of milliseconds from 0", null);
    }

    public List<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var (element, place) in Elements(name))
        {
            texts.Add(AsText(place, element, limit: 200, mayHaveLines: false) ?? Missing(place, "is empty", string.Empty));
        }

        return texts;
    }

    public IEnumerable<FieldReader> Objects(string name)
    {
        foreach (var (element, place) in Elements(name))
        {
            if (element.ValueKind == JsonValueKind.Object) yield return new FieldReader(element, $"{_prefix}{place}.", Errors);
            else Report(place, "is no object");
        }
    }

    public void Report(string name, string finding)
    {
        if (!Errors.TryGetValue(_prefix + name, out var findings)) Errors[_prefix + name] = findings = [];
        findings.Add(finding);
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');

    private JsonElement? Find(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private IEnumerable<(JsonElement Element, string Place)> Elements(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Array) return value.EnumerateArray().Select((element, index) => (element, $"{name}[{index}]"));

        Report(name, "is no array");
        return [];
    }

    private string? AsText(string name, JsonElement value, int limit, bool mayHaveLines)
    {
        if (value.ValueKind != JsonValueKind.String) return Missing<string?>(name, "is no text", string.Empty);

        string text;
        try
        {
            text = value.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            // JsonElement's answer to half a surrogate pair, which no page could show.
            return Missing(name, "is not valid Unicode", string.Empty);
        }

        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Length > limit) Report(name, $"has {text.Length} characters; the limit is {limit}");
        if (text.Any(character => char.IsControl(character) && !(mayHaveLines && character is '\n' or '\r' or '\t'))) Report(name, "holds control characters");
        return text;
    }

    private T Missing<T>(string name, string finding, T instead)
    {
        Report(name, finding);
        return instead;
    }
}
