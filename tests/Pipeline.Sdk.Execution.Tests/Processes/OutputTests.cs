namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>What real programs print, and what is left of it in console, log and result.</summary>
public sealed class OutputTests : IDisposable
{
    private const string Secret = "s3cr3t/value+of output";

    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_secret_in_two_writes_is_masked()
    {
        // Each printf of a shell is a write of its own; the second waits until the first one has been read.
        var output = Leak("mkfifo go; printf 'key=s3cr3t/va'; (sleep 0; echo > go) & read x < go; printf 'lue+of output;\\n'");
        Assert.Equal($"key={Secret};\n", output);
        Assert.Contains("key=***;", _run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_colours_and_in_progress_is_masked()
    {
        Leak("printf 'key=s3cr3t/\\033[31mvalue\\033[0m+of output;\\r50 %%\\rdone s3cr3t/value+of output\\n'");
        foreach (var line in (string[])["key=***;", "50 %", "done ***"])
            Assert.Contains($"A | {line}\n", _run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', _run.Text + _run.Log("A"));
    }

    [Fact]
    public void A_secret_on_standard_error_without_a_line_end_is_masked()
    {
        Leak("printf 's3cr3t/value+of output' >&2");
        Assert.Contains("A | ***\n", _run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_of_many_lines_is_masked_line_by_line()
    {
        const string key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqh\nkiG9w0BAQEFAASCBK\n-----END KEY-----";
        var secret = _run.Build.Secret("pem", "Key");
        _run.Variables = _run.Variables.Add("PIPELINE_PEM", key);
        _run.Build.Target("A").Needs(secret).Run((run, text) => run.Tool("sh", "-c", "printf '%s\\n' \"$1\"; printf '%s' \"$1\" | tr '\\n' '\\r'", "sh", text.Reveal()));

        Assert.Equal(ExitCodes.Done, _run.Run("A").ExitCode);
        foreach (var line in key.Split('\n'))
            Assert.DoesNotContain(line, _run.Text + _run.Log("A") + _run.RecordText, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm()
    {
        var text = "";
        _run.Build.Target("A").Run(async run => { text = (await run.Tool("head", "-c", "300000", "/dev/urandom")).StandardOutput; });
        Assert.Equal(ExitCodes.Done, _run.Run("A").ExitCode);
        Assert.NotEmpty(text);
        Assert.DoesNotContain(_run.Log("A"), c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.DoesNotContain(_run.Text, c => char.IsControl(c) && c is not ('\n' or '\t'));
    }

    [Fact]
    public async Task A_log_is_on_disk_while_the_step_still_runs()
    {
        using var release = new ManualResetEventSlim();
        _run.Build.Target("A").Run(run =>
        {
            run.Log.Info("said before the machine dies");
            release.Wait(Eventually.Deadline);
        });
        var running = _run.Begin("A");
        var log = Path.Combine(_run.RunFolder, "A.log");
        await Eventually.True(() => File.Exists(log) && Read(log).Contains("said before", StringComparison.Ordinal), "the line is on disk");
        Assert.False(running.IsCompleted);
        release.Set();
        await running.WaitAsync(Eventually.Deadline);

        static string Read(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return new StreamReader(stream).ReadToEnd();
        }
    }

    [Fact]
    public void An_annotation_is_masked_in_all_of_its_texts()
    {
        var key = _run.Build.Secret("key", "Key");
        _run.Variables = _run.Variables.Add("PIPELINE_KEY", Secret);
        _run.Build.Target("A").Needs(key).Run((run, _) =>
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, $"m {Secret}", File: $"src/{Secret}.cs", Title: $"t {Secret}\u001B[31m")));

        var annotation = Assert.Single(_run.Run("A").Steps[0].Annotations);
        Assert.Equal(("m ***", "src/***.cs", "t ***"), (annotation.Message, annotation.File, annotation.Title));
        Assert.DoesNotContain(Secret, _run.RecordText, StringComparison.Ordinal);
    }

    private string Leak(string script)
    {
        var key = _run.Build.Secret("key", "Key");
        _run.Variables = _run.Variables.Add("PIPELINE_KEY", Secret);
        var output = "";

        // From a file, so that the halves of the secret are on no command line.
        File.WriteAllText(_run.PathOf("leak.sh"), script);
        _run.Build.Target("A").Needs(key).Run(async (run, _) => { output = (await run.Tool("sh", "leak.sh")).StandardOutput; });
        Assert.Equal("", _run.Run("A").Steps[0].Reason);
        Assert.DoesNotContain(Secret, _run.Text + _run.Log("A") + _run.RecordText, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", _run.Text + _run.Log("A"), StringComparison.Ordinal);
        return output;
    }
}
