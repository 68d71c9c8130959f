using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Sdk.Execution.Tests.Running;

/// <summary>A secret is in nothing that a run writes, whatever form a tool gives it.</summary>
public sealed class MaskingTests : IDisposable
{
    private const string Password = "p@ss/w\"o'rd+<&>\\ü 100%";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TestRun _run = new();

    public static TheoryData<string, string> Forms => new()
    {
        { "raw", Password },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)) },
        { "url", Uri.EscapeDataString(Password) },
        { "json", JsonSerializer.Serialize(Password)[1..^1] },
        { "relaxed json", JsonSerializer.Serialize(Password, Relaxed)[1..^1] },
        { "in the middle", $"https://user:{Uri.EscapeDataString(Password)}@example.org" },
    };

    public void Dispose() => _run.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_masked_in_console_log_and_record(string form, string text)
    {
        Assert.NotEmpty(form);
        var key = _run.Build.Secret("password", "The password");
        _run.Variables = _run.Variables.Add("PIPELINE_PASSWORD", Password);
        var received = "";
        _run.Build.Target("Leak").Needs(key).Run(async (run, secret) =>
        {
            run.Log.Info($"info {text}");
            run.Log.Detail($"detail {text}");
            run.Log.Warn($"warning {text} twice {text}");
            run.Log.Annotate(new Annotation(DiagnosticSeverity.Error, $"message {text}", Title: $"title {text}"));
            var result = await run.Tool("sh", "-c", "printf '%s\\n' \"$1\"; printf '%s\\n' \"$1\" >&2", "sh", text);
            received = result.StandardOutput;
            run.AfterRun((_, _) => throw new InvalidOperationException(text));
            throw new StepFailedException("PIPE9999", $"failed with {text}");
        });
        _run.Build.Target("Crash").Needs(key).Run((_, secret) => throw new NotSupportedException(secret.Reveal() + text));

        Assert.Equal(ExitCodes.Failed, _run.Run("Leak").ExitCode);
        Assert.Equal(text, received.TrimEnd());
        HoldsNoSecret(_run.Text);
        HoldsNoSecret(_run.Log("Leak"));
        HoldsNoSecret(_run.RecordText);
        HoldsNoSecret(string.Join('\n', Texts(_run.Record)));
        foreach (var written in (string[])[_run.Text, _run.Log("Leak"), string.Join('\n', Texts(_run.Record))])
            Assert.Contains("***", written, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Failed, _run.Run("Crash").ExitCode);
        HoldsNoSecret(_run.Text + _run.Log("Crash") + _run.RecordText);
    }

    [Fact]
    public void Every_line_of_a_secret_with_many_lines_is_masked_alone()
    {
        var masker = new SecretMasker(["-----BEGIN KEY-----\nMIIEvQIBADAN\r\nBgkqhkiG9w0B\n-----END KEY-----\n"]);
        Assert.Equal("*** and ***", masker.Mask("MIIEvQIBADAN and BgkqhkiG9w0B"));
    }

    [Fact]
    public void A_secret_that_holds_another_is_masked_whole() =>
        Assert.Equal("*** ***", new SecretMasker(["abcd", "abcdefgh"]).Mask("abcdefgh abcd"));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("abc")]
    public void A_value_of_three_characters_blanks_out_no_text(string secret) =>
        Assert.Equal("a b c abc", new SecretMasker([secret]).Mask("a b c abc"));

    private static void HoldsNoSecret(string text)
    {
        foreach (var form in Forms.Select(row => row.Data.Item2))
            Assert.DoesNotContain(form, text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString() ?? ""],
        _ => [],
    };
}
