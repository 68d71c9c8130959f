namespace Pipeline.Sdk.Execution;

/// <summary>Durations for people.</summary>
internal static class Durations
{
    /// <summary><c>12 ms</c>, <c>3.4 s</c>, <c>2 min 05 s</c>; all of them cut off, so that no minute has 60.0 seconds.</summary>
    public static string Text(TimeSpan duration) =>
        // Joined and not interpolated: every run writes one, and interpolation loads pools of buffers, or a culture.
        duration.TotalSeconds < 1 ? Numerals.Of((long)duration.TotalMilliseconds) + " ms"
        : duration.TotalMinutes < 1 ? string.Concat(Numerals.Of(duration.Seconds), ".", Numerals.Of(duration.Milliseconds / 100), " s")
        : string.Concat(Numerals.Of((long)duration.TotalMinutes), " min ", Numerals.Padded(duration.Seconds, 2), " s");
}
