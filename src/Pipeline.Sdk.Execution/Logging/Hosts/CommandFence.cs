using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Takes the power from text that a CI system would read as a command: a backslash is set into or before each marker, so that the line stays
/// readable and can be searched.
/// </summary>
/// <remarks>
/// <para>Why not <c>::stop-commands::token</c>: whatever knows the token ends it, the agent prints the token into its own debug log, the other systems have
/// nothing like it, and commands of our own would have to leave and enter it all the time.</para>
/// <para>Why a visible character and not a zero-width one: the agents of GitHub and Azure look for their markers by comparisons that follow the culture, and
/// those overlook zero-width characters. <c>#\u200B#[</c> is a command to them. For the same reason such characters, control characters and
/// escape sequences are overlooked here when a marker is looked for.</para>
/// </remarks>
/// <param name="anywhere">Markers that work at every place of a line.</param>
/// <param name="atStart">Markers that work at the start of a line, after blanks.</param>
/// <param name="needsBlank">Whether a marker at the start works only before a blank or the end of the line.</param>
internal sealed class CommandFence(string[] anywhere, string[] atStart, bool needsBlank = false)
{
    /// <summary>The line without commands.</summary>
    /// <param name="line">One line, without line ends.</param>
    public string Line(string line)
    {
        StringBuilder? fenced = null;
        var copied = 0;
        var isStart = true;
        for (var i = 0; i < line.Length; i++)
        {
            var cut = isStart ? StartMarker(line, i) : -1;
            if (cut < 0)
                cut = InnerMarker(line, i);
            if (cut >= 0)
            {
                fenced ??= new StringBuilder(line.Length + 8);
                fenced.Append(line, copied, cut - copied).Append('\\');
                copied = cut;
                i = Math.Max(i, cut);
            }

            var next = Skip(line, i);
            isStart = isStart && (next > i || char.IsWhiteSpace(line[i]));
            if (next > i)
                i = next - 1;
        }

        return fenced is null ? line : fenced.Append(line, copied, line.Length - copied).ToString();
    }

    // The cut is before the marker, so that what looks like a heading or a list stays one.
    private int StartMarker(string line, int start)
    {
        foreach (var marker in atStart)
        {
            var last = Match(line, start, marker);
            if (last >= 0 && (!needsBlank || EndsWord(line, last + 1)))
                return start;
        }

        return -1;
    }

    // The cut is before the marker's last character: whatever stands before the marker must not complete another one.
    private int InnerMarker(string line, int start)
    {
        foreach (var marker in anywhere)
        {
            var last = Match(line, start, marker);
            if (last >= 0)
                return last;
        }

        return -1;
    }

    private static bool EndsWord(string line, int at)
    {
        for (var next = Skip(line, at); next > at; next = Skip(line, at))
            at = next;
        return at >= line.Length || char.IsWhiteSpace(line[at]);
    }

    /// <summary>The place of the marker's last character, or -1 when there is no marker at that place.</summary>
    private static int Match(string line, int start, string marker)
    {
        var at = start;
        for (var i = 0; i < marker.Length; i++)
        {
            // What an agent overlooks between two characters of a marker does not break it.
            for (var next = i == 0 ? at : Skip(line, at); next > at; next = Skip(line, at))
                at = next;
            if (at >= line.Length || char.ToLowerInvariant(line[at]) != char.ToLowerInvariant(marker[i]))
                return -1;

            at++;
        }

        return at - 1;
    }

    /// <summary>The place after an escape sequence or a character that is overlooked, or the same place.</summary>
    private static int Skip(string line, int at)
    {
        if (at >= line.Length)
            return at;

        return line[at] == '\u001b' ? ControlText.AfterEscape(line, at)
            : char.IsControl(line[at]) && line[at] != '\t' ? at + 1
            : line[at] >= '\u00ad' && char.GetUnicodeCategory(line[at]) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.NonSpacingMark ? at + 1
            : at;
    }
}
