using System.Globalization;

namespace Pipeline.Sdk.Execution;

/// <summary>Durations for people.</summary>
internal static class Durations
{
    /// <summary><c>12 ms</c>, <c>3.4 s</c>, <c>2 min 05 s</c>; all of them cut off, so that no minute has 60.0 seconds.</summary>
    public static string Text(TimeSpan duration) =>
        // Joined and not interpolated: every run writes the first form, and interpolation loads pools of buffers.
        duration.TotalSeconds < 1 ? Numerals.Of((long)duration.TotalMilliseconds) + " ms"
        : duration.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{duration.Seconds}.{duration.Milliseconds / 100} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds:00} s");
}
