namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>How large ranges become, and how much of the time is left to others.</summary>
public sealed class BatchPaceTests
{
    private static readonly TimeSpan Wanted = Milliseconds(15);

    [Theory]
    [InlineData(15, 1000)]
    [InlineData(20, 750)]
    [InlineData(10, 1500)]
    [InlineData(1, 2000)]
    [InlineData(600, 500)]
    public void A_range_has_as_many_keys_as_its_time_allows_at_most_doubled_or_halved(double took, int keys)
    {
        var pace = new BatchPace(1000, Wanted, 0.1);
        pace.Worked(Milliseconds(took));

        Assert.Equal(keys, pace.Size);
    }

    [Fact]
    public void A_range_never_has_less_than_a_hundred_keys()
    {
        var pace = new BatchPace(120, Wanted, 0.1);
        pace.Worked(Milliseconds(1000));

        Assert.Equal(100, pace.Size);
    }

    [Fact]
    public void The_first_range_begins_at_once_and_the_others_rest_for_a_share_of_the_one_before()
    {
        var pace = new BatchPace(1000, Wanted, 0.1);
        Assert.Equal(TimeSpan.Zero, pace.Rest);

        pace.Worked(Milliseconds(30));
        Assert.Equal(Milliseconds(3), pace.Rest);
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(3, 2000)]
    [InlineData(100, 2000)]
    public void On_a_far_database_a_range_takes_ten_times_as_long_as_a_trip(double trip, int keys)
    {
        var pace = new BatchPace(1000, Wanted, 0.1);
        pace.Asked(Milliseconds(trip));
        pace.Worked(Milliseconds(15));

        Assert.Equal(keys, pace.Size);
    }

    [Fact]
    public void However_far_the_database_is_a_range_takes_no_longer_than_a_quarter_of_a_second()
    {
        var pace = new BatchPace(1000, Wanted, 0.1);
        pace.Asked(TimeSpan.FromSeconds(1));
        pace.Worked(Milliseconds(250));

        Assert.Equal(1000, pace.Size);
    }

    private static TimeSpan Milliseconds(double value) => TimeSpan.FromMilliseconds(value);
}
