namespace Pipeline.Sdk;

/// <summary>A test of the branch or tag: exact, or the beginning where the pattern ends with <c>*</c>.</summary>
internal sealed record RefCondition(string Prefix, string Pattern) : RunCondition
{
    public bool IsPrefix => Pattern.EndsWith('*');

    /// <summary>The whole name, or its beginning.</summary>
    public string Text => Prefix + (IsPrefix ? Pattern[..^1] : Pattern);
}
