using System.Runtime.Versioning;

namespace Pipeline.Sdk.Tests;

/// <summary>A target that declares what it reads runs only when something of it changed; else its stored result takes its place.</summary>
public class StoredResultTests : IDisposable
{
    private readonly Workplace _place;

    public StoredResultTests()
        : this(TimeProvider.System)
    {
    }

    protected StoredResultTests(TimeProvider clock)
    {
        _place = new Workplace { Clock = clock };
        _place.Write("src/a.txt", "one");
        _place.Write("src/deep/b.txt", "two");
    }

    public void Dispose()
    {
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Nothing_runs_twice_when_nothing_changed()
    {
        var first = Run("Use");
        var second = Run("Use");

        Assert.Equal((0, 0, "", ""), (first.ExitCode, second.ExitCode, first.Error, second.Error));
        Assert.Equal(["Join", "Count"], Take());
        Assert.Equal("onetwo", File.ReadAllText(_place.PathOf("out/joined.txt")));
        Assert.Contains("Join  | cached, saves", second.Output, StringComparison.Ordinal);
        Assert.Contains("Stored results: 2 of 3 targets did not have to run, which saved", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_typed_output_of_a_stored_result_is_read_like_one_just_made()
    {
        Run("Use");
        var second = Run("Use");
        Assert.Contains("Use   | 6 letters", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/a.txt", "ONE")] // as long as before
    [InlineData("src/deep/b.txt", "something longer")]
    [InlineData("src/new.txt", "three")]
    public void A_changed_or_new_input_runs_its_target_and_what_rests_on_it(string path, string text)
    {
        Run("Use");
        Take();
        _place.Write(path, text);

        var outcome = Run("Use");

        Assert.Equal(["Join", "Count"], Take());
        Assert.Contains("succeeded", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(string.Concat(Sources().Select(File.ReadAllText)), File.ReadAllText(_place.PathOf("out/joined.txt")));
    }

    [Fact]
    public void A_removed_input_counts_and_the_old_state_is_found_again()
    {
        Run("Use");
        Take();
        File.Delete(_place.PathOf("src/deep/b.txt"));
        Run("Use");
        Assert.Equal(["Join", "Count"], Take());
        Assert.Equal("one", File.ReadAllText(_place.PathOf("out/joined.txt")));

        _place.Write("src/deep/b.txt", "two");
        Run("Use");

        Assert.Empty(Take());
        Assert.Equal("onetwo", File.ReadAllText(_place.PathOf("out/joined.txt")));
    }

    [Fact]
    public void A_file_that_no_pattern_means_does_not_count()
    {
        Run("Use");
        Take();
        _place.Write("README.md", "words");
        _place.Write("src/notes.log", "excluded");
        _place.Write("src/bin/x.txt", "left behind by a tool");

        Run("Use");

        Assert.Empty(Take());
    }

    [Fact]
    public void A_value_that_it_needs_counts_and_the_plan_says_what_changed()
    {
        Run("Use");
        Take();
        _place.Write("src/a.txt", "1");
        _place.Write("src/c.txt", "3");

        var plan = Run("--plan", "Use", "--mode", "loud");

        Assert.Empty(Take());
        Assert.Contains("run       Join   Count needs its output (1 input changed: src/a.txt; 1 input added: src/c.txt; mode quiet → loud)", plan.Output, StringComparison.Ordinal);
        Assert.Contains("run       Count  Use needs its output; after Join (decided when Join has run)", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_tells_what_is_stored_and_changes_nothing()
    {
        Run("Use");
        Take();
        Directory.Delete(_place.PathOf("out"), recursive: true);

        var plan = Run("--plan", "Use");
        var dry = Run("--dry-run", "Use");

        Assert.Contains("cached    Join   Count needs its output (nothing that it rests on has changed; saves", plan.Output, StringComparison.Ordinal);
        Assert.Contains("would take the stored result of Join\nwould take the stored result of Count\nwould run Use\n", dry.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.PathOf("out")), "A look puts nothing back.");
    }

    [Fact]
    public void Another_build_program_makes_everything_anew_but_what_has_a_version_of_its_own()
    {
        Run("Use");
        Take();
        _place.Program = "program 2";

        Run("Use");
        Assert.Equal(["Join", "Count"], Take());
        Run(build => Pipeline(build, version: "1"), "Use");
        Take();
        _place.Program = "program 3";
        Run(build => Pipeline(build, version: "1"), "Use");
        Assert.Equal(["Count"], Take());
        Run(build => Pipeline(build, version: "2"), "Use");
        Assert.Equal(["Join", "Count"], Take());
    }

    [Fact]
    public void A_declared_variable_counts_and_no_other()
    {
        Run("Use");
        Take();
        _place.Variables = _place.Variables.Add("UNKNOWN", "1");
        Run("Use");
        Assert.Empty(Take());

        _place.Variables = _place.Variables.Add("FLAVOUR", "sweet");
        Run("Use");
        Assert.Equal(["Join", "Count"], Take());
    }

    [Fact]
    public void No_cache_runs_everything_and_stores_it_anew()
    {
        Run("Use");
        Take();

        Run("Use", "--no-cache");
        Assert.Equal(["Join", "Count"], Take());
        Run("Use");
        Assert.Empty(Take());
    }

    [Fact]
    public void A_lost_output_is_put_back_with_its_mode_when_it_was_asked_for()
    {
        Run("Join");
        Take();
        var before = Mode("out/run.sh");
        Directory.Delete(_place.PathOf("out"), recursive: true);

        var outcome = Run("Join");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Empty(Take());
        Assert.Equal("onetwo", File.ReadAllText(_place.PathOf("out/joined.txt")));
        Assert.Equal(before, Mode("out/run.sh"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal("joined.txt", new FileInfo(_place.PathOf("out/link")).LinkTarget);
    }

    [Fact]
    public void An_edited_output_is_put_back()
    {
        Run("Join");
        Take();
        _place.Write("out/joined.txt", "edited by hand");

        Run("Join");

        Assert.Empty(Take());
        Assert.Equal("onetwo", File.ReadAllText(_place.PathOf("out/joined.txt")));
    }

    [Fact]
    public void An_edit_of_a_restored_file_does_not_reach_the_store()
    {
        Run("Join");
        Directory.Delete(_place.PathOf("out"), recursive: true);
        Run("Join");
        File.AppendAllText(_place.PathOf("out/joined.txt"), " and more");
        Directory.Delete(_place.PathOf("out"), recursive: true);

        Run("Join");

        Assert.Equal("onetwo", File.ReadAllText(_place.PathOf("out/joined.txt")));
    }

    [Fact]
    public void Outputs_are_put_back_for_a_step_that_runs_and_not_for_one_that_is_stored()
    {
        Run("Use");
        Take();
        Directory.Delete(_place.PathOf("out"), recursive: true);
        Run("Count");
        Assert.False(Directory.Exists(_place.PathOf("out")), "Nobody needs it.");

        // Use has no inputs, so it always runs, and what it rests on is there.
        Run("Use");

        Assert.Empty(Take());
        Assert.True(File.Exists(_place.PathOf("out/joined.txt")));
    }

    [Fact]
    public void A_failed_target_is_not_stored()
    {
        void Failing(PipelineBuilder build) => build.Target("Breaks").Inputs("src/**").Outputs().Run(run =>
        {
            _place.Ran.Enqueue("Breaks");
            throw new InvalidOperationException("no");
        });
        Assert.Equal(1, Run(Failing, "Breaks").ExitCode);
        Assert.Equal(1, Run(Failing, "Breaks").ExitCode);
        Assert.Equal(["Breaks", "Breaks"], Take());
    }

    [Fact]
    public void What_changes_its_own_inputs_is_not_stored()
    {
        void Formats(PipelineBuilder build) => build.Target("Format").Inputs("src/**").Outputs().Run(run =>
        {
            _place.Ran.Enqueue("Format");
            File.WriteAllText(_place.PathOf("src/a.txt"), Guid.NewGuid().ToString());
        });
        Run(Formats, "Format");
        Run(Formats, "Format");
        Assert.Equal(["Format", "Format"], Take());
    }

    [Fact]
    public void A_target_that_does_not_say_what_it_leaves_is_done_only_while_it_ran_last()
    {
        void Silent(PipelineBuilder build) => build.Target("Compile").Inputs("src/**").Run(run => _place.Ran.Enqueue("Compile"));
        Run(Silent, "Compile");
        Run(Silent, "Compile");
        Assert.Equal(["Compile"], Take());

        _place.Write("src/a.txt", "other branch");
        Run(Silent, "Compile");
        _place.Write("src/a.txt", "one");
        var back = Run(Silent, "--plan", "Compile");
        Run(Silent, "Compile");

        // What lies in the checkout is of the other branch.
        Assert.Equal(["Compile", "Compile"], Take());
        Assert.Contains("it does not say what it leaves, and was not the last to run here", back.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_target_without_inputs_gives_decides_just_before_the_one_that_reads_it()
    {
        var number = 1;
        void Define(PipelineBuilder build)
        {
            var version = build.Target("Version").Run(_ => number);
            build.Target("Package").Inputs("src/**").Outputs().Needs(version).Run((run, v) => _place.Ran.Enqueue($"Package {v}"));
        }

        Run(Define, "Package");
        Run(Define, "Package");
        number = 2;
        Run(Define, "Package");

        Assert.Equal(["Package 1", "Package 2"], Take());
    }

    [Fact]
    public void What_a_target_before_writes_into_the_inputs_is_seen()
    {
        var text = "1";
        void Define(PipelineBuilder build)
        {
            var generate = build.Target("Generate").Run(run => _place.Write("src/generated.txt", text));
            build.Target("Build").Inputs("src/**").Outputs().DependsOn(generate).Run(run => _place.Ran.Enqueue("Build " + text));
        }

        Run(Define, "Build");
        Run(Define, "Build");
        text = "2";
        Run(Define, "Build");

        Assert.Equal(["Build 1", "Build 2"], Take());
    }

    [Fact]
    public void A_secret_is_no_part_of_a_key_and_a_result_that_holds_one_is_not_stored()
    {
        void Define(PipelineBuilder build)
        {
            var key = build.Secret("key", "A key");
            build.Target("Clean").Inputs("src/**").Outputs().Needs(key).Run((run, k) => _place.Ran.Enqueue("Clean"));
            build.Target("Leaks").Inputs("src/**").Outputs("out/**").Needs(key).Run((run, k) =>
            {
                _place.Ran.Enqueue("Leaks");
                _place.Write("out/config.txt", "token=" + k.Reveal());
            });
        }

        _place.Variables = _place.Variables.Add("PIPELINE_KEY", "hunter2-hunter2");
        Run(Define, "Clean", "Leaks");
        _place.Variables = _place.Variables.SetItem("PIPELINE_KEY", "another-secret");
        var second = Run(Define, "Clean", "Leaks");

        Assert.Equal(["Clean", "Leaks", "Leaks"], Take().Order(StringComparer.Ordinal));
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("PIPE0456", second.Output, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_place.PathOf(".pipeline/cache"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("another-secret", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_program_sees_the_declared_variables_and_no_others()
    {
        Environment.SetEnvironmentVariable("STORED_DECLARED", "yes");
        Environment.SetEnvironmentVariable("STORED_UNDECLARED", "yes");
        void Define(PipelineBuilder build) => build.Target("Env").Inputs("src/**").ReadsVariables("STORED_DECLARED").Outputs().Run(async run =>
        {
            var said = await run.Tool("env");
            _place.Ran.Enqueue(string.Join(' ', said.StandardOutput.Split('\n').Where(line => line.StartsWith("STORED_", StringComparison.Ordinal))));
        });
        Run(Define, "Env");
        Assert.Equal(["STORED_DECLARED=yes"], Take());
    }

    [Fact]
    public void A_link_that_leads_out_of_the_repository_is_refused()
    {
        void Define(PipelineBuilder build) => build.Target("Links").Inputs("src/**").Outputs("out/**").Run(run =>
        {
            Directory.CreateDirectory(_place.PathOf("out"));
            File.Delete(_place.PathOf("out/passwd"));
            File.CreateSymbolicLink(_place.PathOf("out/passwd"), "/etc/passwd");
            _place.Ran.Enqueue("Links");
        });
        var outcome = Run(Define, "Links");
        Run(Define, "Links");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("PIPE0461", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(["Links", "Links"], Take());
    }

    [Theory]
    [InlineData("name with blanks.txt")]
    [InlineData("line\nbreak\tand \\ more.txt")]
    [InlineData("größe-日本語-🎈.txt")]
    public void File_names_may_be_anything(string name)
    {
        void Define(PipelineBuilder build) => build.Target("Copy").Inputs("src/**").Outputs("out/**").Run(run =>
        {
            _place.Ran.Enqueue("Copy");
            _place.Write("out/" + name, File.ReadAllText(_place.PathOf("src/" + name)));
        });
        _place.Write("src/" + name, "content");
        Run(Define, "Copy");
        Directory.Delete(_place.PathOf("out"), recursive: true);
        Run(Define, "Copy");

        Assert.Equal(["Copy"], Take());
        Assert.Equal("content", File.ReadAllText(_place.PathOf("out/" + name)));
    }

    [Fact]
    public void A_damaged_content_is_a_miss_with_a_warning()
    {
        Run("Join");
        Take();
        foreach (var file in Directory.EnumerateFiles(_place.PathOf(".pipeline/cache/contents"), "*", SearchOption.AllDirectories))
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(file, "something else");
        }

        Directory.Delete(_place.PathOf("out"), recursive: true);
        var outcome = Run("Join");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["Join"], Take());
        Assert.Contains("is damaged; it was removed", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("onetwo", File.ReadAllText(_place.PathOf("out/joined.txt")));
    }

    [Fact]
    public void A_half_written_result_is_a_miss()
    {
        Run("Join");
        Take();
        foreach (var file in Directory.EnumerateFiles(_place.PathOf(".pipeline/cache/results"), "*", SearchOption.AllDirectories))
            File.WriteAllText(file, File.ReadAllText(file)[..40]);
        Directory.Delete(_place.PathOf("out"), recursive: true);

        var outcome = Run("Join");

        Assert.Equal(["Join"], Take());
        Assert.Contains("is damaged", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_target_tells_what_is_stored_and_what_it_saved()
    {
        Run("Use");
        Run("Use");

        var outcome = Run("Cache");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Matches(@"Stored:  2 results, \d+\.\d kB of at most 5\.0 GB in \.pipeline/cache", outcome.Output);
        Assert.Contains("Taken:   2 of 4 (50 %)", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_finds_what_is_damaged_and_prune_keeps_the_limit()
    {
        Run("Use");
        var content = Directory.EnumerateFiles(_place.PathOf(".pipeline/cache/contents"), "*", SearchOption.AllDirectories).First(file => File.ReadAllText(file) == "onetwo");
        File.Delete(content);
        File.WriteAllText(content, "damaged");

        var verified = Run("Cache", "--verify");
        Assert.Matches(@"Verified: \d+ files are undamaged, 2 were removed\.", verified.Output); // the content, and the result that has it

        _place.Variables = _place.Variables.Add("PIPELINE_CACHE_LIMIT", "1");
        var pruned = Run("Cache", "--prune");
        Assert.Matches(@"Pruned: 1 result, \d+\.\d kB\.", pruned.Output);

        Take();
        Run("Use");
        Assert.Equal(["Join", "Count"], Take());
    }

    [Fact]
    public void The_log_of_a_stored_result_is_shown_when_details_are_asked_for()
    {
        void Define(PipelineBuilder build) => build.Target("Speaks").Inputs("src/**").Outputs().Run(run => run.Log.Info("said once"));
        Run(Define, "Speaks");

        Assert.DoesNotContain("said once", Run(Define, "Speaks").Output, StringComparison.Ordinal);
        Assert.Contains("Speaks | said once", Run(Define, "Speaks", "--verbosity", "detailed").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("index")]
    public void What_a_checkout_remembers_may_be_lost_or_broken(string file)
    {
        Run("Use");
        Take();
        File.WriteAllBytes(_place.PathOf(".pipeline/cache/" + file), [1, 2, 3, 4, 5]);
        var outcome = Run("Use");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(Take());
        Directory.Delete(_place.PathOf("out"), recursive: true);
        Run("Join");
        Assert.Equal("onetwo", File.ReadAllText(_place.PathOf("out/joined.txt")));
    }

    [Theory]
    [InlineData("/src/**", "it is absolute")]
    [InlineData("../other/**", "it leaves the repository")]
    [InlineData("src\\a", "folders are separated by /")]
    [InlineData("src/**.cs", "** stands alone")]
    [InlineData("!", "it is empty")]
    public void A_pattern_that_cannot_be_used_is_told_before_anything_runs(string pattern, string fault)
    {
        var outcome = Run(build => build.Target("Bad").Inputs(pattern).Run(run => _place.Ran.Enqueue("Bad")), "Bad");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("PIPE0148", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(fault, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Take());
    }

    [Fact]
    public void A_pattern_that_means_no_file_is_told()
    {
        var outcome = Run(build => build.Target("Typo").Inputs("scr/**", "src/**").Outputs().Run(run => _place.Ran.Enqueue("Typo")), "Typo");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("warning: PIPE0468: 'scr/**', an input of target 'Typo', means no file. Correct it, or take it out.\n", outcome.Error);
    }

    [Fact]
    public void Contradictions_are_told_all_at_once()
    {
        var outcome = Run(
            build =>
            {
                build.Target("NoInputs").Outputs("out/**").Run(_ => { });
                build.Target("Changes").Inputs("src/**").ChangesEnvironment().Run(_ => { });
                build.Target("Last").Inputs("src/**").Finally().Run(_ => { });
            },
            "NoInputs");
        Assert.Equal(["PIPE0145", "PIPE0146", "PIPE0147"], outcome.Codes.Order(StringComparer.Ordinal));
    }

    private Outcome Run(params string[] arguments) => Run(build => Pipeline(build), arguments);

    private Outcome Run(Action<PipelineBuilder> define, params string[] arguments) => _place.Run(define, arguments);

    private List<string> Take()
    {
        var ran = _place.Ran.ToList();
        _place.Ran.Clear();
        return ran;
    }

    private IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(_place.PathOf("src"), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private string Mode(string path) => OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(_place.PathOf(path)).ToString();

    private void Pipeline(PipelineBuilder build, string? version = null)
    {
        var mode = build.Parameter("mode", "How", "quiet");
        var draft = build.Target("Join").Inputs("src/**", "!**/*.log").Outputs("out/**").ReadsVariables("FLAVOUR").Needs(mode);
        var join = (version is null ? draft : draft.Version(version)).Run((run, how) =>
        {
            _place.Ran.Enqueue("Join");
            if (Directory.Exists(_place.PathOf("out")))
                Directory.Delete(_place.PathOf("out"), recursive: true);
            _place.Write("out/joined.txt", string.Concat(Sources().Select(File.ReadAllText)));
            _place.Write("out/run.sh", "#!/bin/sh");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(_place.PathOf("out/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
                File.CreateSymbolicLink(_place.PathOf("out/link"), "joined.txt");
            }

            return "out/joined.txt";
        });
        var count = build.Target("Count").Inputs("src/a.txt").Outputs().Needs(join).Run((run, path) =>
        {
            _place.Ran.Enqueue("Count");
            return File.ReadAllText(_place.PathOf(path)).Length;
        });
        build.Target("Use").Needs(count).Run((run, letters) => run.Log.Info($"{letters} letters"));
    }
}
