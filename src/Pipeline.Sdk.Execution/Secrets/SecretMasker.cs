using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Replaces secrets by <c>***</c> in everything that is written, also in the forms that tools give them; see <see cref="SecretForms"/>.
/// Without a secret it does nothing and costs nothing. Safe for use by many threads.
/// </summary>
internal sealed class SecretMasker
{
    private readonly SecretSearch? _search;

    public SecretMasker(IEnumerable<string> secrets)
    {
        HashSet<string>? forms = null;
        foreach (var secret in secrets)
            SecretForms.AddTo(forms ??= new HashSet<string>(StringComparer.Ordinal), secret);
        if (forms is { Count: > 0 })
            _search = new SecretSearch(forms);
    }

    private SecretMasker(SecretSearch? search) => _search = search;

    /// <summary>The length of the longest form, 0 without a secret: a text that is cut must show so much beyond the cut.</summary>
    public int LongestForm => _search?.Longest ?? 0;

    /// <summary>The text without secrets. Forms that overlap become one <c>***</c>.</summary>
    public string Mask(string text)
    {
        if (_search is null || !_search.TryFind(text, 0, out var start, out var end))
            return text;

        var masked = new StringBuilder(text.Length);
        var done = 0;
        do
        {
            masked.Append(text, done, start - done).Append("***");
            done = end;
        }
        while (_search.TryFind(text, done, out start, out end));

        return masked.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Whether a secret is in the text.</summary>
    public bool IsIn(ReadOnlySpan<char> text) => _search is not null && _search.TryFind(text, 0, out _, out _);

    /// <summary>
    /// Where a text may be cut so that each part can be masked alone: at the wished place, or before the secret that lies across it. The text
    /// goes on for at least <see cref="LongestForm"/> characters after the wished place, or ends with its line.
    /// </summary>
    /// <returns>From 1; after the wished place only when the text begins with a secret that reaches so far.</returns>
    public int CutBefore(ReadOnlySpan<char> text, int wished)
    {
        if (_search is null)
            return wished;

        for (var from = 0; _search.TryFind(text, from, out var start, out var end) && start < wished; from = end)
        {
            if (end > wished)
                return start > 0 ? start : end;
        }

        return wished;
    }

    /// <summary>The same secrets, looked for only in forms of some length: a short one is in a large binary file by chance.</summary>
    public SecretMasker WithFormsFrom(int shortest)
    {
        var forms = _search?.Forms.Where(form => form.Length >= shortest).ToList();
        return new SecretMasker(forms is { Count: > 0 } ? new SecretSearch(forms) : null);
    }
}
