using System.Diagnostics;
using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;

namespace Pipeline.Sdk.Execution.Tests.Secrets;

/// <summary>What a secret becomes in other programs' hands, and that it is found there.</summary>
public sealed class SecretFormsTests
{
    private const string Password = "p@ss/w\"o'rd+<&>\\ü 100%~*";

    private static readonly SecretMasker Masker = new([Password]);

    public static TheoryData<string, string> Forms => new()
    {
        { "Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)) },
        { "Base64 without padding", Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)).TrimEnd('=') },
        { "Base64url", Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)).TrimEnd('=').Replace('+', '-').Replace('/', '_') },
        { "URL", Uri.EscapeDataString(Password) },
        { "URL in lower case", Lower(Uri.EscapeDataString(Password)) },
        { "form", WebUtility.UrlEncode(Password) },
        { "form in lower case", Lower(WebUtility.UrlEncode(Password)) },
        { "quote of Python", "p%40ss/w%22o%27rd%2B%3C%26%3E%5C%C3%BC%20100%25~%2A" },
        { "encodeURIComponent", "p%40ss%2Fw%22o'rd%2B%3C%26%3E%5C%C3%BC%20100%25~*" },
        { "encodeURI", "p@ss/w%22o'rd+%3C&%3E%5C%C3%BC%20100%25~*" },
        { "JSON", JsonEncodedText.Encode(Password).ToString() },
        { "JSON in lower case", Lower(JsonEncodedText.Encode(Password).ToString()) },
        { "relaxed JSON", JsonEncodedText.Encode(Password, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() },
        { "JSON of Python", "p@ss/w\\\"o'rd+<&>\\\\\\u00fc 100%~*" },
        { "JSON of Go", "p@ss/w\\\"o'rd+\\u003c\\u0026\\u003e\\\\ü 100%~*" },
        { "JSON of PHP", "p@ss\\/w\\\"o'rd+<&>\\\\\\u00fc 100%~*" },
        { "XML", SecurityElement.Escape(Password) },
        { "XML text", "p@ss/w\"o'rd+&lt;&amp;&gt;\\ü 100%~*" },
        { "XML attribute", "p@ss/w&quot;o'rd+&lt;&amp;>\\ü 100%~*" },
        { "HTML", WebUtility.HtmlEncode(Password) },
        { "HTML of ASP.NET", HtmlEncoder.Default.Encode(Password) },
        { "shell", Password.Replace("'", "'\\''", StringComparison.Ordinal) },
        { "command line", new ToolCommand("x", [Password]).ToString()[3..^1] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_is_masked(string form, string text)
    {
        Assert.NotEmpty(form);
        Assert.Equal("before *** after", Masker.Mask($"before {text} after"));
    }

    [Fact]
    public void What_bash_and_base64_make_of_it_is_masked()
    {
        Assert.Equal("***", Masker.Mask(Shell("bash", "LC_ALL=C.UTF-8; printf %q \"$1\"", Password)));
        Assert.Equal("***", Masker.Mask(Shell("sh", "printf %s \"$1\" | base64 -w 0", Password)));

        // A long one is folded into lines of 76 characters.
        var token = string.Concat(Enumerable.Range(1000, 60));
        var folded = Shell("sh", "printf %s \"$1\" | base64", token);
        Assert.Equal(["***"], folded.TrimEnd().Split('\n').Select(new SecretMasker([token]).Mask).Distinct());
        Assert.True(folded.TrimEnd().Split('\n').Length > 3);
    }

    [Fact]
    public void A_header_for_basic_authentication_is_masked_whatever_the_length_of_the_user_name()
    {
        const string secret = "correct horse battery";
        foreach (var user in (string[])["u", "us", "use", "user", "users"])
        {
            var header = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));
            var masked = new SecretMasker([secret]).Mask(header);
            Assert.EndsWith("***", masked, StringComparison.Ordinal);

            // What is left is the user's name and the colon.
            Assert.True(masked.Length - 3 <= Math.Ceiling((user.Length + 1) * 8 / 6.0), masked);
        }
    }

    [Fact]
    public void In_the_middle_of_any_longer_base64_text_it_is_masked_but_for_the_edges() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 6, 60], Gen.Byte.Array[0, 20], Gen.Byte.Array[0, 20]).Sample((secret, before, after) =>
        {
            byte[] bytes = [.. before, .. Encoding.UTF8.GetBytes(secret), .. after];
            var text = Convert.ToBase64String(bytes);
            var masked = new SecretMasker([secret]).Mask(text);
            Assert.Contains("***", masked, StringComparison.Ordinal);

            // At most one character at each edge holds a few bits of it.
            Assert.True(masked.Replace("***", "", StringComparison.Ordinal).TrimEnd('=').Length <= ((before.Length + after.Length) * 8 / 6) + 3, $"{secret}: {text}: {masked}");
        });

    [Fact]
    public void Forms_that_overlap_become_one_mask() =>
        Assert.Equal("x***y", new SecretMasker(["abcdef", "defghi"]).Mask("xabcdefghiy"));

    [Fact]
    public void Every_line_of_a_secret_is_masked_in_its_forms_too()
    {
        var masker = new SecretMasker(["first line\r\nsecond \"line\"\r\n"]);
        Assert.Equal("*** ***", masker.Mask("second%20%22line%22 second \\\"line\\\""));
        Assert.Equal("{\"key\":\"***\"}", masker.Mask(/*lang=json*/ "{\"key\":\"first line\\r\\nsecond \\u0022line\\u0022\\r\\n\"}"));
    }

    [Fact]
    public void A_file_that_ends_with_a_line_end_holds_a_secret_without_one() =>
        Assert.Equal("token=***;", new SecretMasker(["t0ken-value\n"]).Mask("token=t0ken-value;"));

    [Fact]
    public void Short_lines_blank_out_no_text() =>
        Assert.Equal("a }, b", new SecretMasker(["{\n}, \n\"key\": 1234\n"]).Mask("a }, b"));

    [Fact]
    public void A_long_text_is_masked_as_a_short_one_is()
    {
        // The search changes its method after some ten thousands of characters.
        var masker = new SecretMasker([Password]);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var text = string.Concat(Enumerable.Repeat($"{new string('x', 5000)} {Uri.EscapeDataString(Password)} {Password} ", 10));
            Assert.Equal(string.Concat(Enumerable.Repeat($"{new string('x', 5000)} *** *** ", 10)), masker.Mask(text));
        }
    }

    [Fact]
    public void A_secret_of_thousands_of_lines_is_masked_like_any_other()
    {
        var masker = new SecretMasker([string.Join('\n', Enumerable.Range(0, 5000).Select(number => $"line-{number:D5}/of a large file"))]);
        Assert.Equal("*** and ***", masker.Mask("line-00000/of a large file and line-04999%2Fof%20a%20large%20file"));
    }

    [Fact]
    public void A_cut_never_goes_through_a_secret() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[1, 60]).Sample((before, after, wished) =>
        {
            const string secret = "s3cr3t-value";
            var masker = new SecretMasker([secret]);
            var text = new string('a', before) + secret + new string('b', after) + new string('c', wished + masker.LongestForm);
            var cut = masker.CutBefore(text, wished);
            Assert.InRange(cut, 1, text.Length);
            Assert.Contains("***", masker.Mask(text[..cut]) + masker.Mask(text[cut..]), StringComparison.Ordinal);
        });

    private static string Lower(string text) => System.Text.RegularExpressions.Regex.Replace(text, "%[0-9A-F]{2}|\\\\u[0-9A-F]{4}", match => match.Value.ToLowerInvariant());

    private static string Shell(string shell, string script, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, ["-c", script, shell, argument]) { RedirectStandardOutput = true });
        Assert.NotNull(process);
        return process.StandardOutput.ReadToEnd();
    }
}
