using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.LocalHost.Benchmarks;

/// <summary>Runs wrk, the same line for all.</summary>
internal static partial class Wrk
{
    public const string Program = "/usr/bin/wrk";

    public static string Line(int seconds) => $"--threads 1 --connections 16 --duration {seconds}s --latency";

    public static WrkFigures Run(string url, int seconds)
    {
        using var wrk = Process.Start(new ProcessStartInfo(Program, [.. Line(seconds).Split(' '), url + "/"]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("wrk did not start.");
        var text = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        var failed = Sum(NotGood().Matches(text)) + Sum(Sockets().Matches(text));
        return new WrkFigures(Number(PerSecond(), text), Milliseconds(P50().Match(text)), Milliseconds(P99().Match(text)), failed);
    }

    private static double Number(Regex regex, string text) => double.Parse(regex.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    private static int Sum(MatchCollection matches) => matches.SelectMany(match => match.Groups.Values.Skip(1)).Sum(group => int.Parse(group.Value, CultureInfo.InvariantCulture));

    private static double Milliseconds(Match match) =>
        double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex P50();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)", RegexOptions.None, 1000)]
    private static partial Regex NotGood();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", RegexOptions.None, 1000)]
    private static partial Regex Sockets();
}
