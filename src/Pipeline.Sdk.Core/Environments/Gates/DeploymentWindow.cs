using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk;

/// <summary>Hours of the week in which an environment may be changed.</summary>
/// <param name="From">When it opens.</param>
/// <param name="To">When it closes; at or before <paramref name="From"/> it closes on the next day.</param>
/// <param name="TimeZone">An IANA name, such as <c>Europe/Berlin</c>.</param>
/// <param name="Days">The days on which it opens; empty for every day.</param>
internal sealed record DeploymentWindow(TimeOnly From, TimeOnly To, string TimeZone, ImmutableArray<DayOfWeek> Days)
{
    public bool IsOpen(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (From < To)
            return OpensOn(local.DayOfWeek) && time >= From && time < To;

        // Over midnight: the day is that of its opening.
        return (OpensOn(local.DayOfWeek) && time >= From) || (OpensOn(local.AddDays(-1).DayOfWeek) && time < To);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Days.IsEmpty ? "daily" : string.Join(',', Days.Select(day => day.ToString()[..3])))} {From:HH:mm}-{To:HH:mm} {TimeZone}");

    private bool OpensOn(DayOfWeek day) => Days.IsEmpty || Days.Contains(day);
}
