using System.Diagnostics;

namespace Pipeline.Sdk.Benchmarks;

/// <summary>A whole process, timed from outside.</summary>
internal sealed record Command(string Program, string[] Arguments, string Folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Set for every run of it.</summary>
    public (string Name, string Value)[] Variables { get; init; } = [];

    /// <summary>From start to end, in seconds. Its output is read and thrown away; it is shown when the program fails.</summary>
    public double Run(params (string Name, string Value)[] variables) => Start(variables).Seconds;

    /// <summary>What it writes to its standard output.</summary>
    public string Read() => Start([]).Output;

    private (double Seconds, string Output) Start((string Name, string Value)[] variables)
    {
        var info = new ProcessStartInfo(Program, Arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[.. Variables, .. variables])
            info.Environment[name] = value;

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"'{Program}' did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"'{Program} {string.Join(' ', Arguments)}' did not end.");
        }

        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0
            ? (elapsed, output.GetAwaiter().GetResult())
            : throw new InvalidOperationException($"'{Program} {string.Join(' ', Arguments)}' ended with {process.ExitCode}.\n{output.GetAwaiter().GetResult()}{error.GetAwaiter().GetResult()}");
    }
}
