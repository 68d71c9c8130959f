using System.Security.Cryptography;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Tests;

public sealed class HandoffTests : IDisposable
{
    private readonly Workplace _maker = new();
    private readonly Workplace _user = new();

    private string Archive => Path.Combine(_maker.Root, "out", "results.tar");

    [Fact]
    public void What_one_program_exports_another_one_imports_and_does_not_run_again()
    {
        var made = _maker.Run(Pipeline(_maker), "Package", "--export-results", "out/results.tar");
        var used = _user.Run(Pipeline(_user), "Deploy", "--env", "staging", "--import-results", Archive);

        Assert.Equal((0, 0, "", ""), (made.ExitCode, used.ExitCode, made.Error, used.Error));
        Assert.Equal(["Version", "Package"], _maker.Ran);
        Assert.Equal(["Deploy 1.2.3 #!/bin/sh"], _user.Ran);
        var program = _user.PathOf("artifacts/orders/bin/run.sh");
        Assert.Equal("#!/bin/sh", File.ReadAllText(program));
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(program).HasFlag(UnixFileMode.UserExecute), "The right to execute is handed on.");
    }

    [Fact]
    public void A_plan_says_which_archive_a_result_comes_from_and_puts_nothing_back()
    {
        _maker.Run(Pipeline(_maker), "Package", "--export-results", "out/results.tar");

        var outcome = _user.Run(Pipeline(_user), "--plan", "Deploy", "--env", "staging", "--import-results", Archive);

        Assert.Contains("provided  Package  result from results.tar", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(_user.Files());
    }

    [Fact]
    public void A_target_that_is_asked_for_runs_all_the_same()
    {
        _maker.Run(Pipeline(_maker), "Package", "--export-results", "out/results.tar");

        _user.Run(Pipeline(_user), "Package", "--import-results", Archive);

        Assert.Equal(["Package"], _user.Ran);
    }

    [Fact]
    public void Imported_and_exported_files_are_relative_to_the_root()
    {
        _maker.Run(Pipeline(_maker), "Package", "--export-results", "out/results.tar");

        var outcome = _maker.Run(Pipeline(_maker), "Deploy", "--env", "staging", "--import-results", "out/results.tar");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["Version", "Package", "Deploy 1.2.3 #!/bin/sh"], _maker.Ran);
    }

    [Fact]
    public void Several_archives_are_taken_and_the_last_one_wins()
    {
        _maker.Run(Pipeline(_maker, "1.0.0"), "Version", "--export-results", "out/first.tar");
        _maker.Run(Pipeline(_maker, "2.0.0"), "Version", "--export-results", "out/second.tar");

        var outcome = _maker.Run(Pipeline(_maker), "Deploy", "--env", "staging", "--import-results", "out/first.tar", "out/second.tar");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Deploy 2.0.0 #!/bin/sh", _maker.Ran);
    }

    [Fact]
    public void A_result_that_holds_a_secret_is_not_stored_and_the_run_fails()
    {
        _maker.Variables = _maker.Variables.Add("PIPELINE_KEY", "s3cr3t-value");

        var outcome = _maker.Run(
            build =>
            {
                var key = build.Secret("key", "Key");
                build.Target("Leak").Needs(key).Run((_, secret) => "https://user:" + secret.Reveal() + "@example.org");
            },
            "Leak",
            "--export-results",
            "out/results.tar");

        Assert.Equal((1, "PIPE0455"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.DoesNotContain("s3cr3t", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_maker.Files());
    }

    [Fact]
    public void A_missing_archive_is_wrong_usage()
    {
        var outcome = _user.Run(Pipeline(_user), "Deploy", "--env", "staging", "--import-results", Archive);

        Assert.Equal((2, "PIPE0451"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Empty(_user.Ran);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("half")]
    [InlineData("flipped")]
    public void A_damaged_archive_is_wrong_usage_and_nothing_is_put_back(string damage)
    {
        _maker.Run(Pipeline(_maker), "Package", "--export-results", "out/results.tar");
        var bytes = File.ReadAllBytes(Archive);
        switch (damage)
        {
            case "garbage":
                bytes = RandomNumberGenerator.GetBytes(2000);
                break;
            case "empty":
                bytes = [];
                break;
            case "half":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            default:
                bytes[bytes.AsSpan().IndexOf("#!/bin/sh"u8)] ^= 1;
                break;
        }

        File.WriteAllBytes(Archive, bytes);
        var outcome = _user.Run(Pipeline(_user), "Deploy", "--env", "staging", "--import-results", Archive);

        Assert.Equal((2, "PIPE0452"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Empty(_user.Ran);
        Assert.Empty(_user.Files());
    }

    [Fact]
    public void A_run_that_fails_exports_nothing()
    {
        var outcome = _maker.Run(build => build.Target("Bad").Run(_ => throw new InvalidOperationException("bad")), "Bad", "--export-results", "out/results.tar");

        Assert.Equal(1, outcome.ExitCode);
        Assert.False(File.Exists(Archive));
    }

    [Fact]
    public void What_a_run_finished_before_it_failed_stands_for_no_job()
    {
        var failed = _maker.Run(Failing(_maker), "Check", "--export-results", "out/results.tar");
        var partial = Path.Combine(_maker.Root, "out", "results.failed.tar");
        var used = _user.Run(Pipeline(_user), "Deploy", "--env", "staging", "--import-results", partial);

        Assert.Equal((1, 2, "PIPE0458"), (failed.ExitCode, used.ExitCode, Assert.Single(used.Codes)));
        Assert.False(File.Exists(Archive));
        Assert.Empty(_user.Ran);
    }

    [Fact]
    public void Of_a_jobs_legs_the_one_of_this_operating_system_is_taken_and_it_is_said()
    {
        foreach (var leg in (string[])["alpha", "own"])
        {
            _maker.Run(Pipeline(_maker, leg == "own" ? "2.0.0" : "1.0.0"), "Version", "--export-results", $"out/verify.{leg}.tar");
            if (leg == "alpha")
                OfAnotherSystem(_maker.PathOf("out/verify.alpha.tar"));
        }

        var outcome = _maker.Run(Pipeline(_maker), "Deploy", "--env", "staging", "--import-results", "out");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Of job verify the results of verify.own.tar are taken (there are verify.alpha.tar, verify.own.tar).", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Deploy 2.0.0 #!/bin/sh", _maker.Ran);
    }

    [Fact]
    public void A_missing_result_of_an_earlier_job_is_told_with_that_job_and_not_made_again()
    {
        void Define(PipelineBuilder build, Workplace place)
        {
            var made = build.Target("Made").Run(_ => 1);
            var other = build.Target("Other").Run(_ => 2);
            var last = build.Target("Last").Needs(made).Needs(other).Run((_, x, y) => place.Ran.Enqueue("Last"));
            build.Workflow("ci", w => w.OnPush("main").Job("verify", [made, other]).Job("package", [last]).Emit(GitHubActions.Dialect));
        }

        _maker.Run(build => Define(build, _maker), "Made", "--export-results", "out/verify.tar");
        _maker.Variables = _maker.Variables.Add("PIPELINE_CI_JOB", "ci/package");

        var outcome = _maker.Run(build => Define(build, _maker), "Last", "--import-results", "out/verify.tar");

        Assert.Equal((2, "PIPE0459"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.Contains("the result of target 'Other', which job 'verify' makes", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_maker.Ran);
    }

    [Fact]
    public void A_folder_without_results_is_wrong_usage()
    {
        Directory.CreateDirectory(_user.PathOf("empty"));
        var outcome = _user.Run(Pipeline(_user), "Deploy", "--env", "staging", "--import-results", "empty");
        Assert.Equal((2, "PIPE0451"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
    }

    [Fact]
    public void Results_that_cannot_be_written_fail_the_run_with_a_message()
    {
        _maker.Write("out", "a file where the folder should be");

        var outcome = _maker.Run(Pipeline(_maker), "Package", "--export-results", "out/results.tar");

        Assert.Equal((1, "PIPE0454"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
    }

    [Fact]
    public void Results_whose_files_are_gone_fail_the_run_with_a_message()
    {
        var outcome = _maker.Run(Pipeline(_maker, keepFiles: false), "Package", "--export-results", "out/results.tar");

        Assert.Equal((1, "PIPE0454"), (outcome.ExitCode, Assert.Single(outcome.Codes)));
        Assert.False(File.Exists(Archive));
    }

    public void Dispose()
    {
        _maker.Dispose();
        _user.Dispose();
    }

    private static void OfAnotherSystem(string archive)
    {
        var (manifest, results) = ResultArchive.Import(archive, new(Path.GetDirectoryName(archive) ?? "", TimeProvider.System, _ => { }));
        var store = new CheckoutStore(Path.GetDirectoryName(archive) ?? "", TimeProvider.System, _ => { }).Store;
        ResultArchive.Export(archive, manifest with { System = "plan9" }, results.Select(result => new HandedResult(result, digest => File.OpenRead(store.ContentFile(digest)))));
    }

    private static Action<PipelineBuilder> Failing(Workplace place) => build =>
    {
        var version = build.Target("Version").Run(_ => SemanticVersion.Parse("1.0.0"));
        build.Target("Check").Needs(version).Run((_, _) => throw new InvalidOperationException("no"));
    };

    private static Action<PipelineBuilder> Pipeline(Workplace place, string number = "1.2.3", bool keepFiles = true) => build =>
    {
        var version = build.Target("Version").Run(run =>
        {
            place.Ran.Enqueue("Version");
            return SemanticVersion.Parse(number);
        });
        var package = build.Target("Package").Needs(version).Run((run, found) =>
        {
            place.Ran.Enqueue("Package");
            return keepFiles ? Package(place, found) : Package(place, found) with { Folder = "artifacts/elsewhere" };
        });
        build.Target("Deploy").Needs(package).Needs(build.SelectedEnvironment).ChangesEnvironment().Run((run, release, _) =>
            place.Ran.Enqueue($"Deploy {release.Version} {File.ReadAllText(run.PathOf(release.Folder + "/" + release.EntryPoint))}"));
        build.Environment("staging", e => e.OnThisMachine());
    };

    private static Release Package(Workplace place, SemanticVersion version)
    {
        place.Write("artifacts/orders/bin/run.sh", "#!/bin/sh");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(place.PathOf("artifacts/orders/bin/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Release { Name = "orders", Version = version, Digest = "sha256:0", Folder = "artifacts/orders", EntryPoint = "bin/run.sh", Files = [] };
    }
}
