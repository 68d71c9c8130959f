using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.LocalHost.Benchmarks;

/// <summary>Runs hey, which asks so many times a second: a load as a service has it, that leaves the processors some rest. wrk takes all that there is.</summary>
internal static partial class Hey
{
    public const string Program = "/usr/bin/hey";
    private const int Workers = 8;
    private const int PerSecondOfEach = 300;

    public static string Line(int seconds) => $"-z {seconds}s -c {Workers} -q {PerSecondOfEach}";

    /// <summary>How many requests were answered with 200, and how many were not.</summary>
    public static (int Good, int Failed) Run(string url, int seconds)
    {
        using var hey = Process.Start(new ProcessStartInfo(Program, [.. Line(seconds).Split(' '), url + "/"]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("hey did not start.");
        var text = hey.StandardOutput.ReadToEnd();
        hey.WaitForExit();
        var answers = Answers().Matches(text).Select(match => (Status: match.Groups[1].Value, Count: int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))).ToList();
        var errors = Errors().Matches(text).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        return (answers.Where(answer => answer.Status == "200").Sum(answer => answer.Count), errors + answers.Where(answer => answer.Status != "200").Sum(answer => answer.Count));
    }

    // Status code distribution: "  [200]	1234 responses".
    [GeneratedRegex(@"^\s+\[(\d{3})\]\s+(\d+) responses", RegexOptions.Multiline, 1000)]
    private static partial Regex Answers();

    // Error distribution: "  [12]	Get …".
    [GeneratedRegex(@"^\s+\[(\d+)\]\s+(?!\d+ responses)", RegexOptions.Multiline, 1000)]
    private static partial Regex Errors();
}
