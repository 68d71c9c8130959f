using System.Collections.Immutable;

namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>Durations, addresses, paths and lists: how each is written, and what is refused because it could mean two things.</summary>
public class ParameterTypeTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    public static TheoryData<string, TimeSpan> Durations { get; } = new()
    {
        { "90s", TimeSpan.FromSeconds(90) },
        { "5m", TimeSpan.FromMinutes(5) },
        { "1h30m", TimeSpan.FromMinutes(90) },
        { "250ms", TimeSpan.FromMilliseconds(250) },
        { "1m250ms", new TimeSpan(0, 0, 1, 0, 250) },
        { "2d", TimeSpan.FromDays(2) },
        { "1.5h", TimeSpan.FromMinutes(90) },
        { "-5m", TimeSpan.FromMinutes(-5) },
        { "00:05:00", TimeSpan.FromMinutes(5) },
        { "1.02:03:04", new TimeSpan(1, 2, 3, 4) },
    };

    [Theory]
    [MemberData(nameof(Durations))]
    public void A_duration_is_written_with_units_or_as_a_clock_shows_it(string text, TimeSpan expected)
    {
        _build.Parameter("limit", "", TimeSpan.Zero);
        Assert.Equal(expected, Value(text));
    }

    [Theory]
    [InlineData("30")]
    [InlineData("1.5")]
    [InlineData("0")]
    public void A_bare_number_is_no_duration_because_it_does_not_say_of_what(string text)
    {
        _build.Parameter("limit", "", TimeSpan.Zero);
        Assert.Equal($"a bare number does not say of what: expected a duration with a unit, like {text}s or {text}m", Error(text));
    }

    [Theory]
    [InlineData("1:30")]
    [InlineData("30:00:00")]
    [InlineData("5m1h")]
    [InlineData("5m5m")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("m")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("1h30")]
    [InlineData("1..5h")]
    [InlineData("99999999999d")]
    [InlineData("79228162514264337593543950335d")]
    public void Rejects_what_is_no_duration_or_two(string text)
    {
        _build.Parameter("limit", "", TimeSpan.Zero);
        Assert.Equal("expected a duration like 90s, 5m, 1h30m or 00:05:00", Error(text));
    }

    [Fact]
    public void Any_type_that_can_be_parsed_is_a_parameter()
    {
        var id = Guid.NewGuid();
        _build.Parameter("id", "", Guid.Empty);
        Assert.Equal(id, Value(id.ToString()));
        _build.Parameter("day", "", DateOnly.MinValue);
        Assert.Equal(new DateOnly(2026, 11, 24), Value("2026-11-24"));
    }

    [Theory]
    [InlineData("/tmp/feed")]
    [InlineData("feed")]
    [InlineData("//example.org/feed")]
    [InlineData("")]
    public void Rejects_an_address_that_is_not_absolute(string text)
    {
        _build.RequiredParameter<Uri>("feed", "");
        Assert.Equal("expected an absolute address like https://example.org/feed", Error(text));
    }

    [Fact]
    public void An_address_is_absolute()
    {
        Assert.IsType<Parameter<Uri>>(_build.Parameter("feed", "", new Uri("https://example.org")));
        Assert.Equal(new Uri("https://example.org/v3"), Value("https://example.org/v3"));
        Assert.Throws<ArgumentException>(() => _build.Parameter("relative", "", new Uri("feed", UriKind.Relative)));
    }

    [Theory]
    [InlineData("artifacts/packages", "artifacts/packages")]
    [InlineData(@"artifacts\packages\", "artifacts/packages")]
    [InlineData("./a//b/../c/.", "a/c")]
    [InlineData("a/..", ".")]
    [InlineData("../other", "../other")]
    [InlineData("a/../../other", "../other")]
    [InlineData("/var/../../log", "/log")]
    [InlineData(@"C:\work\x", "C:/work/x")]
    [InlineData(@"\\server\share\x", "//server/share/x")]
    public void A_path_is_normal_whatever_system_it_was_written_on(string text, string expected)
    {
        _build.Parameter("output", "", new RepositoryPath("x"));
        var path = Assert.IsType<RepositoryPath>(Value(text));
        Assert.Equal(expected, path.Value);
        Assert.Equal(path, new RepositoryPath(path.Value));
        Assert.Equal(path, System.Text.Json.JsonSerializer.Deserialize<RepositoryPath>(System.Text.Json.JsonSerializer.Serialize(path)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("C:file")]
    [InlineData("a\0b")]
    public void Rejects_what_is_no_path(string text)
    {
        _build.Parameter("output", "", new RepositoryPath("x"));
        Assert.Equal("expected a path", Error(text));
        Assert.Throws<FormatException>(() => new RepositoryPath(text));
    }

    [Fact]
    public void A_path_must_stay_inside_only_when_that_is_declared()
    {
        _build.PathParameter("anywhere", "", "artifacts");
        Assert.Equal(new RepositoryPath("../x"), Value("../x"));
        _build.PathParameter("inside", "", "artifacts", mustBeInside: true);
        Assert.Equal(new RepositoryPath("x"), Value("a/../x"));
        Assert.All(["../x", "a/../../x", "/x", @"C:\x", ".."], text => Assert.Equal("expected a path inside of the repository, relative to its root", Error(text)));
        Assert.Throws<ArgumentException>(() => _build.PathParameter("wrong", "", "../x", mustBeInside: true));
    }

    [Fact]
    public void A_path_is_found_below_the_root()
    {
        var root = Path.GetTempPath();
        Assert.Equal(Path.Combine(root, "a", "b"), new RepositoryPath(@"a\b").In(root));
    }

    [Fact]
    public void A_list_of_every_type_can_be_declared()
    {
        Assert.IsType<Parameter<ImmutableArray<string>>>(_build.ListParameter("tags", "", ["a", "b"]));
        Assert.Equal(["a", "b"], (ImmutableArray<string>)_build.ToDefinition().Parameters[^1].Default!);
        _build.ListParameter<int>("counts", "");
        Assert.Empty((ImmutableArray<int>)_build.ToDefinition().Parameters[^1].Default!);
        Assert.Equal([1, 2], (ImmutableArray<int>)Value("1, 2")!);
        _build.ListParameter("days", "", [DayOfWeek.Monday]);
        Assert.Equal([DayOfWeek.Friday, DayOfWeek.Sunday], (ImmutableArray<DayOfWeek>)Value("friday,SUNDAY")!);
        _build.ListParameter("feeds", "", [new Uri("https://example.org")]);
        Assert.Equal([new Uri("https://a"), new Uri("https://b")], (ImmutableArray<Uri>)Value("https://a\nhttps://b")!);
        _build.ListParameter<TimeSpan>("waits", "");
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)], (ImmutableArray<TimeSpan>)Value("1s,1m")!);
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" , ,\n", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a, b ,c", new[] { "a", "b", "c" })]
    [InlineData("a\r\nb\n\nc,d\n", new[] { "a", "b", "c", "d" })]
    [InlineData("\"a,b\",c", new[] { "a,b", "c" })]
    [InlineData("\"say \"\"hi\"\"\" , \" x \"", new[] { "say \"hi\"", " x " })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("a\"b", new[] { "a\"b" })]
    [InlineData(@"a\,b", new[] { @"a\", "b" })]
    public void Entries_end_at_commas_and_lines_and_quotes_keep_them_whole(string text, string[] expected)
    {
        _build.ListParameter<string>("tags", "");
        var value = (ImmutableArray<string>)Value(text)!;
        Assert.Equal(expected, value);
        Assert.Equal(expected, (ImmutableArray<string>)Value(_build.ToDefinition().Parameters[^1].TextOf(value))!);
    }

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"a\"b")]
    public void Rejects_a_quote_that_is_not_closed_where_its_entry_ends(string text)
    {
        _build.ListParameter<string>("tags", "");
        Assert.StartsWith("a double quote is not closed", Error(text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_entry_that_cannot_be_read_is_named()
    {
        _build.ListParameter<int>("counts", "");
        Assert.Equal("entry 2, 'x': expected a whole number", Error("1,x,y"));
    }

    private object? Value(string text)
    {
        var parsed = _build.ToDefinition().Parameters[^1].Parse(text);
        Assert.Null(parsed.Error);
        return parsed.Value;
    }

    private string? Error(string text) => _build.ToDefinition().Parameters[^1].Parse(text).Error;
}
