using System.Diagnostics;

namespace Pipeline.Sdk.Tests;

/// <summary>Where secrets come from, when they are looked for, and which places are refused.</summary>
public sealed class SecretTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Workplace _place = new();

    [Fact]
    public void Each_place_outweighs_those_after_it()
    {
        Write("""{ "key": "from the secrets file" }""");
        Assert.Equal("from the secrets file", Used());
        File.WriteAllText(_place.Outside("key.txt"), "from a file\n");
        _place.Variables = _place.Variables.SetItem("PIPELINE_KEY_FILE", _place.Outside("key.txt"));
        Assert.Equal("from a file", Used());
        _place.Variables = _place.Variables.SetItem("NATIVE_KEY", "native");
        Assert.Equal("native", Used());
        _place.Variables = _place.Variables.SetItem("PIPELINE_KEY", "variable");
        Assert.Equal("variable", Used());
    }

    [Fact]
    public void The_entries_of_the_environment_outweigh_the_general_ones()
    {
        Write("""{ "key": "general", "staging": { "key": "of staging", "other": "x" }, "production": {}, "of-another-branch": "y" }""");
        Assert.Equal("of staging", Used("--env", "staging"));
        Assert.Equal("general", Used("--env", "production"));
        Assert.Equal("general", Used());
    }

    [Fact]
    public void A_variable_says_where_the_secrets_file_lies()
    {
        Write("""{ "key": "elsewhere" }""", _place.Outside("own/mine.json"));
        _place.Variables = _place.Variables.SetItem("PIPELINE_SECRETS_FILE", _place.Outside("own/mine.json"));
        Assert.Equal("elsewhere", Used());

        _place.Variables = _place.Variables.SetItem("PIPELINE_SECRETS_FILE", _place.Outside("own/none.json"));
        Refused("PIPE0216", "there is no such file");
    }

    [Fact]
    public void Nothing_is_looked_for_when_no_running_step_reads_a_secret()
    {
        Write("{ broken");
        Assert.Equal((0, ""), (_place.Run(Uses, "Other").ExitCode, _place.Run(Uses, "Other").Error));
    }

    [Fact]
    public void A_missing_secret_is_told_with_every_way_to_give_it()
    {
        var message = _place.Run(Uses).Error;
        Assert.All(["PIPE0206", "PIPELINE_KEY or NATIVE_KEY", "PIPELINE_KEY_FILE", Location, "on a terminal"], way => Assert.Contains(way, message, StringComparison.Ordinal));
        Assert.Contains("PIPE0209", _place.Run(Uses, "--key", "hunter2").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"key\": 1 }", "'key' is a number, expected a text")]
    [InlineData("{ \"key\": \"\" }", "'key' is empty")]
    [InlineData("{ \"key\": \"a\", \"key\": \"b\" }", "'key' stands there twice")]
    [InlineData("{ \"stagin\": { \"key\": \"hunter2\" } }", "no environment has that name")]
    [InlineData("{\n \"key\": \"hunter2\"", "secrets.json(2,18)")]
    public void Rejects_0220_what_is_no_file_of_secrets(string json, string message)
    {
        Write(json);
        Refused("PIPE0220", message);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Rejects_0217_a_file_or_folder_that_others_can_read_or_change(UnixFileMode others)
    {
        SkipOnWindows();
        Write("""{ "key": "hunter2" }""");
        SetMode(Location, OwnerOnly | others);
        Refused("PIPE0217", "chmod 600 " + Location);

        SetMode(Location, OwnerOnly);
        SetMode(Folder, OwnerOnly | UnixFileMode.UserExecute | others);
        Refused("PIPE0217", "chmod 700 " + Folder);
    }

    [Fact]
    public void Rejects_0218_a_file_in_the_repository_and_a_link_into_it()
    {
        SkipOnWindows();
        Write("""{ "key": "hunter2" }""", _place.PathOf("secrets/own.json"));
        _place.Variables = _place.Variables.SetItem("PIPELINE_SECRETS_FILE", "secrets/own.json");
        Refused("PIPE0218", "secrets/own.json");

        Directory.CreateSymbolicLink(_place.Outside("link"), _place.PathOf("secrets"));
        _place.Variables = _place.Variables.SetItem("PIPELINE_SECRETS_FILE", _place.Outside("link/own.json"));
        Refused("PIPE0218", _place.PathOf("secrets/own.json"));
    }

    [Fact]
    public void Rejects_0219_a_file_of_another_user()
    {
        SkipOnWindows();
        Write("""{ "key": "hunter2" }""");
        using (var chown = Process.Start("chown", ["65534", Location]))
        {
            chown.WaitForExit();
            if (chown.ExitCode != 0)
                Assert.Skip("Only root can give a file away.");
        }

        Refused("PIPE0219", Location + " belongs to another user");
    }

    [Fact]
    public void Rejects_0215_a_file_of_a_variable_that_gives_nothing()
    {
        _place.Variables = _place.Variables.SetItem("PIPELINE_KEY_FILE", _place.Outside("none.txt"));
        Refused("PIPE0215", "none.txt");
        File.WriteAllText(_place.Outside("none.txt"), "\n");
        Refused("PIPE0215", "it is empty");
    }

    [Fact]
    public void Each_missing_secret_is_told_once_by_its_cause_or_as_missing()
    {
        _place.Variables = _place.Variables.SetItem("PIPELINE_KEY_FILE", _place.Outside("none.txt"));

        var outcome = _place.Run(build =>
        {
            Uses(build);
            var other = build.Secret("other", "Another");
            build.Target("Both").Needs(other).DependsOn(build.Target("Again").Needs(build.Secret("third", "A third")).Run((_, _) => { })).Run((_, _) => { });
        }, "Use", "Both");

        Assert.Equal(["PIPE0215", "PIPE0206", "PIPE0206"], outcome.Codes);
        Assert.DoesNotContain("Secret 'key' is missing", outcome.Error, StringComparison.Ordinal);
    }

    private string Location => _place.Outside("config/pipeline-sdk/repository/secrets.json");

    private string Folder => Path.GetDirectoryName(Location)!;

    private static void SkipOnWindows()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no modes.");
    }

    private void Write(string json, string? file = null)
    {
        var path = file ?? Location;
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        File.WriteAllText(path, json);
        SetMode(folder, OwnerOnly | UnixFileMode.UserExecute);
        SetMode(path, OwnerOnly);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private string Used(params string[] words)
    {
        var outcome = _place.Run(Uses, words);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return _place.Ran.Last();
    }

    private void Refused(string code, string message)
    {
        var outcome = _place.Run(Uses);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal([code], outcome.Codes);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _place.Ran);
    }

    private void Uses(PipelineBuilder build)
    {
        var key = build.Secret("key", "Key", variable: "NATIVE_KEY");
        build.Environment("staging", e => e);
        build.Environment("production", e => e);
        build.Target("Other").Run();
        build.Default(build.Target("Use").Needs(key).Run((_, secret) => _place.Ran.Enqueue(secret.Reveal())));
    }

    public void Dispose() => _place.Dispose();
}
