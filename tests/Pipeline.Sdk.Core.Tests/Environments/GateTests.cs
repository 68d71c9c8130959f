using System.Globalization;

namespace Pipeline.Sdk.Core.Tests.Environments;

/// <summary>What opens an environment's gates and what closes them.</summary>
public class GateTests
{
    private const string Commit = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private readonly List<DeploymentRecord> _staging = [];
    private readonly DeploymentEnvironment _stagingEnvironment = Given.Pipeline().Environment("staging", e => e);

    [Theory]
    [InlineData("2026-11-25T08:00:00Z", true)] // Wednesday, 9 o'clock in Berlin
    [InlineData("2026-11-25T07:59:59Z", false)]
    [InlineData("2026-11-25T15:00:00Z", false)] // the window closes at 16:00
    [InlineData("2026-11-28T10:00:00Z", false)] // Saturday
    [InlineData("2026-07-01T07:00:00Z", true)] // summer time: 9 o'clock is 7 UTC
    public async Task A_window_follows_the_clock_of_its_zone(string now, bool opens) =>
        Assert.Equal(opens, await Opens(e => e.Window(new(9, 0), new(16, 0), "Europe/Berlin", DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday), now));

    [Theory]
    [InlineData("2026-11-24T23:00:00Z", true)] // Tuesday
    [InlineData("2026-11-25T01:59:00Z", true)] // the night of Tuesday
    [InlineData("2026-11-25T02:00:00Z", false)]
    [InlineData("2026-11-25T23:00:00Z", false)] // Wednesday does not open
    public async Task A_window_over_midnight_belongs_to_the_day_of_its_opening(string now, bool opens) =>
        Assert.Equal(opens, await Opens(e => e.Window(new(22, 0), new(2, 0), "UTC", DayOfWeek.Tuesday), now));

    [Fact]
    public async Task Of_several_windows_one_must_be_open()
    {
        static EnvironmentDraft Both(EnvironmentDraft e) => e.Window(new(8, 0), new(9, 0), "UTC").Window(new(12, 0), new(13, 0), "UTC");

        Assert.True(await Opens(Both, "2026-11-25T12:30:00Z"));
        Assert.Contains("outside of its window daily 08:00-09:00 UTC or daily 12:00-13:00 UTC", await Refusal(Both, "2026-11-25T10:00:00Z"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_zone_that_is_not_known_is_told() =>
        Assert.Contains("'Mars/Olympus'", await Refusal(e => e.Window(new(8, 0), new(9, 0), "Mars/Olympus"), "2026-11-25T10:00:00Z"), StringComparison.Ordinal);

    [Fact]
    public async Task A_freeze_closes_from_its_beginning_to_its_end_and_says_why()
    {
        static EnvironmentDraft Frozen(EnvironmentDraft e) => e.Freeze(At("2026-12-20T00:00:00Z"), At("2027-01-02T00:00:00Z"), "the holidays");

        Assert.True(await Opens(Frozen, "2026-12-19T23:59:59Z"));
        Assert.Contains("until 2027-01-02 00:00:00 UTC: the holidays", await Refusal(Frozen, "2026-12-20T00:00:00Z"), StringComparison.Ordinal);
        Assert.True(await Opens(Frozen, "2027-01-02T00:00:00Z"));
    }

    [Theory]
    [InlineData("main", null, false, true)]
    [InlineData("release/1.2", null, false, true)]
    [InlineData("feature", null, false, false)]
    [InlineData(null, "v1.2.0", false, true)]
    [InlineData(null, "nightly", false, false)]
    [InlineData(null, null, false, false)]
    [InlineData("main", null, true, false)]
    public async Task Branches_and_tags_are_matched_and_pull_requests_are_never(string? branch, string? tag, bool isPullRequest, bool opens) =>
        Assert.Equal(opens, (await AskAsync(e => e.Branches("main", "release/*").Tags("v*"), Question("2026-11-25T10:00:00Z") with
        {
            Run = Run() with { Branch = branch, Tag = tag, IsPullRequest = isPullRequest },
        })).Refusal is null);

    [Fact]
    public async Task A_wait_timer_counts_from_the_start_of_the_run()
    {
        var waits = await AskAsync(e => e.WaitTimer(TimeSpan.FromMinutes(10)), Question("2026-11-25T10:00:00Z"));
        Assert.Equal(At("2026-11-25T10:10:00Z"), waits.WaitUntil);
        Assert.Same(GateAnswer.Open, await AskAsync(e => e.WaitTimer(TimeSpan.FromMinutes(10)), Question("2026-11-25T10:10:00Z") with { Run = Run() }));
    }

    [Fact]
    public async Task Promotion_asks_for_a_success_of_the_same_digest()
    {
        Assert.Contains("has not succeeded in 'staging'", await Promotion("sha256:a"), StringComparison.Ordinal);

        Deployed("sha256:a", succeeded: false);
        Assert.Contains("it failed there at 2026-11-25 09:00:00 UTC", await Promotion("sha256:a"), StringComparison.Ordinal);

        Deployed("sha256:a");
        Assert.Null(await Promotion("sha256:a"));
        Assert.NotNull(await Promotion("sha256:b"));
    }

    [Fact]
    public async Task Before_the_digest_is_known_the_commit_decides()
    {
        Assert.NotNull(await Promotion(null));
        Deployed("sha256:a");
        Assert.Null(await Promotion(null));
    }

    [Fact]
    public async Task A_release_that_was_rolled_back_is_not_promoted()
    {
        Deployed("sha256:a");
        _staging.Add(_staging[^1] with { Digest = "sha256:before", Commit = null, IsRollback = true, At = At("2026-11-25T09:30:00Z") });

        Assert.Contains("was rolled back in 'staging' at 2026-11-25 09:30:00 UTC by ada", await Promotion("sha256:a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_another_one_has_followed_may_still_be_promoted()
    {
        Deployed("sha256:a");
        Deployed("sha256:b");

        Assert.Null(await Promotion("sha256:a"));
    }

    [Fact]
    public async Task Soaking_takes_its_time()
    {
        Deployed("sha256:a");
        Assert.Contains("until 2026-11-25 11:00:00 UTC", await Promotion("sha256:a", TimeSpan.FromHours(2)), StringComparison.Ordinal);
        Assert.Null(await Promotion("sha256:a", TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task On_a_machine_made_for_the_job_the_workflows_order_stands_for_the_promotion()
    {
        var hosted = Question("2026-11-25T10:00:00Z", "sha256:a") with { Run = Run() with { IsHosted = true } };
        Assert.Null((await AskAsync(e => e.PromotedFrom(_stagingEnvironment), hosted)).Refusal);

        Deployed("sha256:b");
        Assert.NotNull((await AskAsync(e => e.PromotedFrom(_stagingEnvironment), hosted)).Refusal);
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static RunFacts Run() => new() { Id = "r", StartedAt = At("2026-11-25T10:00:00Z"), Actor = "ada", Commit = Commit, Machine = "tower", IsInteractive = false };

    private static async Task<GateAnswer> AskAsync(Func<EnvironmentDraft, EnvironmentDraft> rules, GateQuestion question) =>
        await Assert.Single(Given.Pipeline().Environment("production", rules).Gates).AskAsync(question, TestContext.Current.CancellationToken);

    private GateQuestion Question(string now, string? digest = null) => new()
    {
        Environment = _stagingEnvironment,
        Run = Run(),
        Now = At(now),
        Service = digest is null ? null : "orders",
        Digest = digest,
        Deployments = _ => [.. _staging],
    };

    private void Deployed(string digest, bool succeeded = true) => _staging.Add(new DeploymentRecord
    {
        Service = "orders",
        Version = "1.0.0",
        Digest = digest,
        Commit = Commit,
        Actor = "ada",
        At = At("2026-11-25T09:00:00Z"),
        Succeeded = succeeded,
        IsRollback = false,
    });

    private async Task<bool> Opens(Func<EnvironmentDraft, EnvironmentDraft> rules, string now) => await Refusal(rules, now) is null;

    private async Task<string?> Refusal(Func<EnvironmentDraft, EnvironmentDraft> rules, string now) => (await AskAsync(rules, Question(now))).Refusal;

    private async Task<string?> Promotion(string? digest, TimeSpan soak = default) =>
        (await AskAsync(e => e.PromotedFrom(_stagingEnvironment, soak), Question("2026-11-25T10:00:00Z", digest))).Refusal;
}
