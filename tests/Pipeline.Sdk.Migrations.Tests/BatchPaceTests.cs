namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>How large ranges become, how many are sent together, and how much of the time is left to others.</summary>
public sealed class BatchPaceTests
{
    private static readonly TimeSpan Wanted = Milliseconds(15);
    private static readonly TimeSpan Together = Milliseconds(240);

    [Theory]
    [InlineData(15, 1000)]
    [InlineData(20, 750)]
    [InlineData(10, 1500)]
    [InlineData(1, 2000)]
    [InlineData(600, 500)]
    public void A_range_has_as_many_keys_as_its_time_allows_at_most_doubled_or_halved(double took, int keys)
    {
        var pace = new BatchPace(1000, Wanted, Together, 3);
        pace.Worked(Milliseconds(took), ranges: 1);

        Assert.Equal(keys, pace.Size);
    }

    [Fact]
    public void A_range_never_has_less_than_a_hundred_keys()
    {
        var pace = new BatchPace(120, Wanted, Together, 3);
        pace.Worked(Milliseconds(1000), ranges: 1);

        Assert.Equal(100, pace.Size);
    }

    [Fact]
    public void What_several_ranges_took_is_shared_out_among_them()
    {
        var pace = new BatchPace(1000, Wanted, Together, 3);
        pace.Worked(Milliseconds(80), ranges: 4);

        Assert.Equal(750, pace.Size);
    }

    [Fact]
    public void The_first_range_is_sent_alone_and_the_others_as_many_together_as_the_time_allows()
    {
        var pace = new BatchPace(1000, Wanted, Together, 3);
        Assert.Equal(1, pace.Count);

        pace.Worked(Milliseconds(15), ranges: 1);
        Assert.Equal(16, pace.Count);
    }

    [Fact]
    public void Ranges_that_are_still_too_long_are_fewer()
    {
        var pace = new BatchPace(1000, Wanted, Together, 3);
        pace.Worked(Milliseconds(120), ranges: 1);

        Assert.Equal((500, 4), (pace.Size, pace.Count));
    }

    [Fact]
    public void However_short_ranges_are_no_more_than_sixty_four_are_sent_together()
    {
        var pace = new BatchPace(100, TimeSpan.FromTicks(1), Together, 3);
        pace.Worked(Milliseconds(0.2), ranges: 1);

        Assert.Equal((100, 64), (pace.Size, pace.Count));
    }

    [Fact]
    public void Ranges_that_are_not_to_be_sent_together_are_sent_alone()
    {
        var pace = new BatchPace(1000, Wanted, TimeSpan.Zero, 0);
        pace.Worked(Milliseconds(1), ranges: 1);

        Assert.Equal((1, TimeSpan.Zero), (pace.Count, pace.Rest));
    }

    [Fact]
    public void The_rest_is_a_multiple_of_the_time_that_was_worked()
    {
        var pace = new BatchPace(1000, Wanted, Together, 3);
        pace.Worked(Milliseconds(240), ranges: 16);

        Assert.Equal(Milliseconds(720), pace.Rest);
    }

    private static TimeSpan Milliseconds(double value) => TimeSpan.FromMilliseconds(value);
}
