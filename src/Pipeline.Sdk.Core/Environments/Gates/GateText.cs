using System.Globalization;

namespace Pipeline.Sdk;

/// <summary>Times and durations as gates write them.</summary>
internal static class GateText
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan duration) => duration.TotalHours >= 1 && duration.Minutes == 0 && duration.Seconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:0.##} h")
        : duration.TotalMinutes >= 1 && duration.Seconds == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0.##} min")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.##} s");
}
