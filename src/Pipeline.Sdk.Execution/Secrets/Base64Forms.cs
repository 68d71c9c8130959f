using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// A value in Base64 and Base64url (RFC 4648): alone, and at each of the three places that it can have in the groups of a longer text, as in
/// <c>user:secret</c>. There the characters at its edges hold bits of its neighbours too and are no part of the form.
/// </summary>
internal static class Base64Forms
{
    /// <summary>The line lengths of <c>base64</c> and MIME, and of PEM.</summary>
    private static ReadOnlySpan<int> LineLengths => [76, 64];

    public static void AddTo(HashSet<string> forms, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var start = ((before * 8) + 5) / 6;
            var end = (before + bytes.Length) * 8 / 6;
            Add(forms, text[start..end]);

            // The value is the end of the text: then the last bits and the padding are known as well.
            Add(forms, text[start..]);
            Add(forms, text[start..].TrimEnd('='));
        }

        AddLines(forms, Convert.ToBase64String(bytes));
    }

    private static void AddLines(HashSet<string> forms, string text)
    {
        foreach (var length in LineLengths)
        {
            for (var start = 0; text.Length > length && start < text.Length; start += length)
                Add(forms, text[start..Math.Min(text.Length, start + length)]);
        }
    }

    private static void Add(HashSet<string> forms, string text)
    {
        forms.Add(text);
        forms.Add(text.Replace('+', '-').Replace('/', '_'));
    }
}
