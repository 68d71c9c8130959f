using System.Text.Encodings.Web;

namespace Pipeline.Sdk.Execution;

/// <summary>Replaces secrets by <c>***</c> in everything that is written, also in the forms that tools give them.</summary>
internal sealed class SecretMasker
{
    /// <summary>Shorter values would blank out ordinary text; nobody keeps a secret in three characters.</summary>
    private const int ShortestForm = 4;

    private readonly string[] _forms;

    public SecretMasker(IEnumerable<string> secrets)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var secret in secrets)
        {
            Add(forms, secret);
            foreach (var line in secret.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Add(forms, line);
        }

        // The longest first: a form may hold a shorter one.
        _forms = [.. forms.Where(form => form.Length >= ShortestForm).OrderByDescending(form => form.Length)];
    }

    /// <summary>The text without secrets.</summary>
    public string Mask(string text)
    {
        foreach (var form in _forms)
        {
            if (text.Contains(form, StringComparison.Ordinal))
                text = text.Replace(form, "***", StringComparison.Ordinal);
        }

        return text;
    }

    private static void Add(HashSet<string> forms, string value)
    {
        forms.Add(value);
        forms.Add(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value)));
        forms.Add(Uri.EscapeDataString(value));
        forms.Add(JavaScriptEncoder.Default.Encode(value));
        forms.Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value));
    }
}
