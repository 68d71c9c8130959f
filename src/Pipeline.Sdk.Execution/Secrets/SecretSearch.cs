using System.Buffers;

namespace Pipeline.Sdk.Execution;

/// <summary>Finds any of many texts in a long one, in time that does not grow with their number.</summary>
internal sealed class SecretSearch
{
    /// <summary>After so many characters times forms the search for all at once pays for its own compilation; most runs never get there.</summary>
    private const long WorkByHand = 2_000_000;

    private readonly string[] _forms;
    private SearchValues<string>? _values;
    private long _searched;

    /// <summary>Prepares the search.</summary>
    /// <param name="forms">At least one, none of them empty.</param>
    public SecretSearch(IEnumerable<string> forms)
    {
        // The longest first: a form may hold a shorter one.
        _forms = [.. forms];
        Array.Sort(_forms, (one, other) => other.Length - one.Length);
    }

    public IReadOnlyCollection<string> Forms => _forms;

    public int Longest => _forms[0].Length;

    /// <summary>The first place at or after <paramref name="from"/> that is covered by forms which overlap.</summary>
    public bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        (start, end) = (0, 0);
        var found = IndexOf(text[from..]);
        if (found < 0)
            return false;

        start = from + found;
        end = start + LengthAt(text[start..]);

        // What begins inside of the place is looked for no further than it can reach.
        for (var next = start + 1; next < end; next++)
        {
            var reach = Math.Min(text.Length, end - 1 + Longest);
            found = IndexOf(text[next..reach]);
            if (found < 0 || next + found >= end)
                break;

            next += found;
            end = Math.Max(end, next + LengthAt(text[next..]));
        }

        return true;
    }

    private int IndexOf(ReadOnlySpan<char> text)
    {
        if (_values is { } values)
            return text.IndexOfAny(values);

        if (Interlocked.Add(ref _searched, (long)text.Length * _forms.Length) >= WorkByHand)
            return text.IndexOfAny(_values = SearchValues.Create(_forms, StringComparison.Ordinal));

        // Each find shortens what the next form is looked for in.
        var first = -1;
        foreach (var form in _forms)
        {
            var rest = first < 0 ? text : text[..Math.Min(text.Length, first + form.Length - 1)];
            var index = rest.IndexOf(form, StringComparison.Ordinal);
            if (index >= 0)
                first = index;
        }

        return first;
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (var form in _forms)
        {
            if (text.StartsWith(form, StringComparison.Ordinal))
                return form.Length;
        }

        throw new InvalidOperationException("The search found a form that is not there.");
    }
}
