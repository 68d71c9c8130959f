using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Sdk;

/// <summary>The environment variables of this process, asked for one by one: a start reads a few of them, and a copy of all is work for nothing.</summary>
internal sealed class ProcessVariables : IReadOnlyDictionary<string, string>
{
    public int Count => All().Count;

    public IEnumerable<string> Keys => All().Keys;

    public IEnumerable<string> Values => All().Values;

    public string this[string key] => Environment.GetEnvironmentVariable(key) ?? throw new KeyNotFoundException($"The environment variable {key} is not set.");

    public bool ContainsKey(string key) => Environment.GetEnvironmentVariable(key) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        value = Environment.GetEnvironmentVariable(key);
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Dictionary<string, string> All()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value })
                variables[name] = value;
        }

        return variables;
    }
}
