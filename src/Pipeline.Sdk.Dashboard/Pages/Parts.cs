namespace Pipeline.Sdk.Dashboard;

/// <summary>Small pieces that both pages use.</summary>
internal static class Parts
{
    private const int OneLine = 140;

    /// <summary>The outcome in words, with a colour that only repeats them.</summary>
    public static Html Badge(string outcome) => Html.Of($"""<span class="badge {Tone(outcome)}">{Words.Outcome(outcome)}</span>""");

    public static Html When(DateTimeOffset time, DateTimeOffset now) =>
        Html.Of($"""<time datetime="{Words.Iso(time)}">{Words.Utc(time)}<span class="sub">{Words.Ago(time, now)}</span></time>""");

    public static Html Commit(string? commit) => commit is null ? Html.Empty : Html.Of($"""<span class="sub mono" title="{commit}">{Words.ShortCommit(commit)}</span>""");

    /// <summary>Text of a report: what is long or has lines unfolds.</summary>
    public static Html Message(string? message)
    {
        if (message is null) return Html.Of($"""<span class="sub">–</span>""");

        var first = message.Split('\n', 2)[0].Trim();
        if (first.Length == message.Trim().Length && first.Length <= OneLine) return Html.Of($"{message}");

        return Html.Of($"<details><summary>{Shorten(first)}</summary><pre>{message}</pre></details>");
    }

    // Never between the halves of a surrogate pair.
    private static string Shorten(string text)
    {
        if (text.Length <= OneLine) return text;

        return text[..(char.IsHighSurrogate(text[OneLine - 1]) ? OneLine - 1 : OneLine)] + "…";
    }

    private static string Tone(string outcome) => outcome switch
    {
        "succeeded" => "good",
        "failed" => "bad",
        "rolled-back" or "refused" or "cancelled" => "warn",
        "running" => "busy",
        _ => "calm",
    };
}
