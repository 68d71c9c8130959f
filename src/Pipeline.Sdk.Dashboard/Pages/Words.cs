using System.Globalization;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Times, durations and digests in the words of the pages.</summary>
internal static class Words
{
    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Clocks of reporters differ by seconds: what lies slightly ahead is now.
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 60 } age => $"{Math.Max(1, (int)age.TotalMinutes)} min ago",
        { TotalHours: < 24 } age => $"{(int)age.TotalHours} h ago",
        { TotalHours: < 48 } => "yesterday",
        var age => $"{(int)age.TotalDays} days ago",
    };

    public static string Duration(long? reported, DateTimeOffset started, DateTimeOffset? finished)
    {
        var duration = reported is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : finished - started;
        return duration switch
        {
            null => "–",
            { TotalSeconds: < 1 } time => $"{(int)time.TotalMilliseconds} ms",
            { TotalSeconds: < 60 } time => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
            { TotalMinutes: < 60 } time => $"{(int)time.TotalMinutes} min {time.Seconds:00} s",
            { } time => $"{(int)time.TotalHours} h {time.Minutes:00} min",
        };
    }

    public static string ShortDigest(string digest)
    {
        var hash = digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return hash.Length > 12 ? hash[..12] : hash;
    }

    public static string ShortCommit(string commit) => commit.Length > 10 ? commit[..10] : commit;

    public static string Outcome(string outcome) => outcome switch
    {
        "rolled-back" => "rolled back",
        _ => outcome,
    };
}
