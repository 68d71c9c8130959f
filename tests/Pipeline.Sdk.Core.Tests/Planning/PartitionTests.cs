using System.Collections.Immutable;
using CsCheck;

namespace Pipeline.Sdk.Core.Tests.PlanStage;

/// <summary>How work is split over CI jobs.</summary>
public class PartitionTests
{
    private static readonly Gen<(string[] Keys, int Count, (string Key, long Duration)[] Known)> _any = Gen.Select(
        Gen.String[Gen.Char.AlphaNumeric, 1, 6].Array[0, 60],
        Gen.Int[1, 12],
        Gen.Long[0, 100_000].Array[60],
        (keys, count, durations) =>
        {
            var distinct = keys.Distinct().ToArray();
            return (distinct, count, distinct.Take(distinct.Length / 2).Select((key, i) => (key, durations[i])).ToArray());
        });

    [Fact]
    public void The_union_of_the_parts_is_the_whole_and_no_two_share_an_item() => _any.Sample(at =>
    {
        var parts = Parts(at.Keys, at.Count, Durations(at.Known));
        Assert.Equal(at.Keys.Order(), parts.SelectMany(part => part).Order());
    });

    [Fact]
    public void Every_job_finds_the_same_split_whatever_the_order_of_its_list() => Gen.Select(_any, Gen.Int[0, 9999]).Sample((at, seed) =>
    {
        var shuffled = at.Keys.OrderBy(key => HashCode.Combine(key, seed)).ToArray();
        var durations = Durations(at.Known);
        Assert.Equal(
            Parts(at.Keys, at.Count, durations).Select(part => string.Join(' ', part.Order())),
            Parts(shuffled, at.Count, durations).Select(part => string.Join(' ', part.Order())));
    });

    [Fact]
    public void No_part_exceeds_the_even_share_by_more_than_the_longest_item() => _any.Sample(at =>
    {
        var durations = at.Keys.ToImmutableDictionary(key => key, key => (long)(key.Length * 1000));
        var loads = Parts(at.Keys, at.Count, durations).Select(part => part.Sum(key => durations[key])).ToArray();
        var longest = at.Keys.Length == 0 ? 0 : durations.Values.Max();
        return loads.Max() <= (loads.Sum() / at.Count) + longest;
    });

    [Fact]
    public void Items_without_history_are_spread_evenly()
    {
        var parts = Parts(["a", "b", "c", "d", "e", "f"], 3, ImmutableDictionary<string, long>.Empty);
        Assert.All(parts, part => Assert.Equal(2, part.Length));
    }

    [Fact]
    public void Two_items_of_one_key_are_refused() =>
        Assert.Throws<ArgumentException>(() => PartitionPart.Parse("1/2", null).Select(["a", "a"], key => key));

    [Theory]
    [InlineData("2/4", true)]
    [InlineData("1/1", true)]
    [InlineData("0/4", false)]
    [InlineData("5/4", false)]
    [InlineData("1/999", false)]
    [InlineData("2", false)]
    [InlineData("a/b", false)]
    [InlineData(" 1/2", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_part_reads_like_two_of_four(string? text, bool isValid)
    {
        Assert.Equal(isValid, PartitionPart.TryParse(text, null, out var part));
        Assert.Equal(isValid ? text : null, part?.ToString());
    }

    private static ImmutableDictionary<string, long> Durations((string Key, long Duration)[] known) => known.ToImmutableDictionary(entry => entry.Key, entry => entry.Duration);

    private static List<ImmutableArray<string>> Parts(string[] keys, int count, ImmutableDictionary<string, long> durations) =>
        [.. Enumerable.Range(1, count).Select(index => (PartitionPart.Parse($"{index}/{count}", null) with { Durations = durations }).Select(keys, key => key))];
}
