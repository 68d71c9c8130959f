namespace Pipeline.Sdk.Core.Tests.GraphStage;

/// <summary>PIPE0101 to PIPE0121: each finding with a definition that has it, and a twin that has not.</summary>
public class GraphDiagnosticsTests
{
    [Fact]
    public void A_valid_pipeline_has_no_findings() => Assert.Empty(Given.Findings(build =>
    {
        var parameter = build.Parameter("name", "Name", "x");
        var a = build.Target("A").Needs(parameter).Run((_, name) => name);
        build.Environment("staging", e => e.OnThisMachine());
        build.Default(build.Target("B").Needs(a).Run((_, x) => { }));
    }));

    [Theory]
    [InlineData("Compile")]
    [InlineData("_private")]
    [InlineData("a1_B2")]
    public void Rejects_no_name_that_yaml_takes(string name) => Assert.Empty(Given.Findings(build => build.Target(name).Run()));

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("unit-test")]
    [InlineData("unit test")]
    [InlineData("Prüfung")]
    [InlineData("a.b")]
    public void Rejects_0101_a_target_name_that_yaml_does_not_take(string name)
    {
        var finding = Only("PIPE0101", build => build.Target(name).Run());
        Assert.Contains($"'{name}'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    public void Rejects_0101_a_target_name_over_a_hundred_characters(int length, int findings) =>
        Assert.Equal(findings, Given.Findings(build => build.Target(new string('x', length)).Run()).Length);

    [Fact]
    public void Rejects_0102_two_targets_whose_names_differ_in_case_only()
    {
        Assert.Empty(Given.Findings(build => Declare(build, "Test", "Test2")));

        var finding = Only("PIPE0102", build => Declare(build, "Test", "TEST"));
        Assert.Contains("'TEST'", finding.Message, StringComparison.Ordinal);
        Assert.Matches(@"first as 'Test' at GraphDiagnosticsTests\.cs\(\d+\)", finding.Message);
        Assert.NotNull(finding.Source);

        static void Declare(PipelineBuilder build, string first, string second)
        {
            build.Target(first).Run();
            build.Target(second).Run();
        }
    }

    [Fact]
    public void Rejects_0102_one_draft_that_is_registered_twice() => Only("PIPE0102", build =>
    {
        var draft = build.Target("Test");
        draft.Run();
        draft.Describe("again").Run();
    });

    [Fact]
    public void Rejects_0103_a_draft_that_is_never_registered()
    {
        Assert.Empty(Given.Findings(build => build.Target("Test").Describe("text").Run()));

        var finding = Only("PIPE0103", build => build.Target("Test").Describe("text"));
        Assert.Contains("'Test'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0103_a_forgotten_draft_beside_one_that_was_begun_on_the_same_line()
    {
        var finding = Only("PIPE0103", build =>
        {
            Begin(build, "Test").Run();
            Begin(build, "Lint");
        });
        Assert.Contains("'Lint'", finding.Message, StringComparison.Ordinal);

        static TargetDraft Begin(PipelineBuilder build, string name) => build.Target(name);
    }

    [Fact]
    public void Rejects_0104_a_handle_of_another_pipeline_as_edge_and_as_value()
    {
        var other = Given.Pipeline();
        var (target, parameter, environment) = (other.Target("Theirs").Run(), other.Parameter("their-name", "", "x"), other.SelectedEnvironment);

        Contains("PIPE0104", "'Theirs'", build => build.Target("Mine").DependsOn(target).Run());
        Contains("PIPE0104", "'their-name'", build => build.Target("Mine").Needs(parameter).Run((_, x) => { }));
        Contains("PIPE0104", "'env'", build => build.Target("Mine").Needs(environment).Run((_, x) => { }));
        Assert.Empty(Given.Findings(build => build.Target("Mine").DependsOn(build.Target("Own").Run()).Run()));
    }

    [Fact]
    public void Rejects_0105_a_default_of_another_pipeline()
    {
        Assert.Empty(Given.Findings(build => build.Default(build.Target("Own").Run())));
        Contains("PIPE0105", "'Theirs'", build => build.Default(Given.Pipeline().Target("Theirs").Run()));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("nuget-api-key2")]
    public void Rejects_no_parameter_name_that_can_be_an_option(string name) => Assert.Empty(Given.Findings(build => build.Parameter(name, "", "x")));

    [Theory]
    [InlineData("")]
    [InlineData("Name")]
    [InlineData("two words")]
    [InlineData("under_score")]
    [InlineData("-x")]
    [InlineData("x-")]
    [InlineData("x--y")]
    [InlineData("1x")]
    public void Rejects_0110_a_parameter_name_that_cannot_be_an_option(string name) => Contains("PIPE0110", $"'{name}'", build => build.Parameter(name, "", "x"));

    [Fact]
    public void Rejects_0111_two_parameters_of_one_name_even_when_one_is_a_secret()
    {
        Assert.Empty(Given.Findings(build => Declare(build, "key", "other-key")));

        var finding = Contains("PIPE0111", "'key'", build => Declare(build, "key", "key"));
        Assert.Matches(@"first at GraphDiagnosticsTests\.cs\(\d+\)", finding.Message);

        static void Declare(PipelineBuilder build, string first, string second)
        {
            build.Parameter(first, "", 1);
            build.Secret(second, "");
        }
    }

    [Theory]
    [InlineData("env")]
    [InlineData("help")]
    [InlineData("plan")]
    [InlineData("yes")]
    public void Rejects_0112_a_parameter_that_would_hide_an_option(string name)
    {
        Assert.Empty(Given.Findings(build => build.Parameter("my-" + name, "", "x")));
        Contains("PIPE0112", "--" + name, build => build.Parameter(name, "", "x"));
    }

    [Theory]
    [InlineData("my env")]
    [InlineData("../up")]
    [InlineData("1st")]
    [InlineData("a.b")]
    public void Rejects_0120_an_environment_name_that_is_no_file_name(string name)
    {
        Assert.Empty(Given.Findings(build => build.Environment("eu-west_1", e => e)));
        Contains("PIPE0120", $"'{name}'", build => build.Environment(name, e => e));
    }

    [Fact]
    public void Rejects_0121_two_environments_whose_names_differ_in_case_only()
    {
        Assert.Empty(Given.Findings(build => Declare(build, "staging", "production")));

        var finding = Contains("PIPE0121", "'Staging'", build => Declare(build, "staging", "Staging"));
        Assert.Matches(@"first at GraphDiagnosticsTests\.cs\(\d+\)", finding.Message);

        static void Declare(PipelineBuilder build, string first, string second)
        {
            build.Environment(first, e => e);
            build.Environment(second, e => e);
        }
    }

    [Fact]
    public void Everything_is_found_at_once()
    {
        var findings = Given.Findings(build =>
        {
            build.Target("no-name").Run();
            build.Target("Twice").Run();
            build.Target("twice").Run();
            build.Target("Forgotten");
            build.Target("Foreign").DependsOn(Given.Pipeline().Target("X").Run()).Run();
            build.Default(Given.Pipeline().Target("X").Run());
            build.Parameter("Bad", "", 1);
            build.Parameter("one", "", 1);
            build.Parameter("one", "", 1);
            build.Secret("help", "");
            build.Environment("a b", e => e);
            build.Environment("e", e => e);
            build.Environment("E", e => e);
            build.Workflow("a b", w => w);
        });

        Assert.Equal(
            ["PIPE0101", "PIPE0102", "PIPE0103", "PIPE0104", "PIPE0105", "PIPE0110", "PIPE0111", "PIPE0112", "PIPE0120", "PIPE0121", "PIPE0130", "PIPE0136", "PIPE0137"],
            findings.Select(finding => finding.Code).Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.NotNull(finding.Source));
    }

    [Fact]
    public void A_finding_reads_as_a_compilers_line() =>
        Assert.Matches(@"^GraphDiagnosticsTests\.cs\(\d+\): error PIPE0101: Target name 'no-name' ", Only("PIPE0101", build => build.Target("no-name").Run()).ToString());

    private static Diagnostic Only(string code, Action<PipelineBuilder> declare)
    {
        var finding = Assert.Single(Given.Findings(declare));
        Assert.Equal(code, finding.Code);
        return finding;
    }

    private static Diagnostic Contains(string code, string text, Action<PipelineBuilder> declare)
    {
        var finding = Only(code, declare);
        Assert.Contains(text, finding.Message, StringComparison.Ordinal);
        return finding;
    }
}
