using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Which slot gets which request. Immutable: a change of weights is one write of one reference, which the next request sees.</summary>
/// <param name="live">The slot of all requests that go nowhere else, or null.</param>
/// <param name="canary">The slot beside it, or null.</param>
/// <param name="spec">Which requests the canary gets.</param>
internal sealed class TrafficTable(Slot? live, Slot? canary, TrafficSpec? spec)
{
    // A share is drawn in parts of ten thousand: 0.01 % is the finest.
    private const int Parts = 10_000;

    public static readonly TrafficTable Nothing = new(null, null, null);

    private readonly int _threshold = (int)Math.Round((spec?.Percent ?? 0) * (Parts / 100));

    public Slot? Live { get; } = live;

    public Slot? Canary { get; } = canary;

    public TrafficSpec? Spec { get; } = spec;

    /// <summary>The slot of a request, and whether it came there by lot: testers are no sample of the traffic.</summary>
    public (Slot? Slot, bool ByLot) Pick(HttpRequest request)
    {
        if (Canary is null || Spec is null)
            return (Live, true);
        foreach (var tester in Spec.Testers)
        {
            if (Read(request, tester.Key) is { } value && (tester.Value is null || tester.Value == value))
                return (Canary, false);
        }

        var draw = Spec.Sticky is { } key && Read(request, key) is { } sender ? Part(sender) : Random.Shared.Next(Parts);
        return (draw < _threshold ? Canary : Live, true);
    }

    /// <summary>The part of ten thousand that a sender always draws (FNV-1a with a finishing mix: senders like user-1, user-2 are spread evenly).</summary>
    public static int Part(string sender)
    {
        var hash = 2166136261u;
        foreach (var character in sender)
            hash = (hash ^ character) * 16777619u;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return (int)((hash ^ (hash >> 16)) % Parts);
    }

    private static string? Read(HttpRequest request, RequestKey key)
    {
        var value = key.IsCookie ? request.Cookies[key.Name] : request.Headers[key.Name].ToString();
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
