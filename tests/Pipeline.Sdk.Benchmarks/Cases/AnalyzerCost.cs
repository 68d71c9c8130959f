using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>
/// What the rules of the package cost: the compiler on a build program with them, to the same without. In a process of its own each time, so that loading them counts as well; in
/// processor time, because the figure is about hundredths and a clock on a shared machine scatters by tenths.
/// </summary>
internal sealed partial class AnalyzerCost : ICase
{
    private static readonly string[] _rules = ["Pipeline.Sdk.Analyzers", "Pipeline.Sdk.Analyzers.CodeFixes"];

    public string Name => "compiling a build program with the SDK's analyzers, processor time to the same without";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        workshop.TakeBack();
        workshop.Compile().Run();
        var without = Compiler(workshop);
        var with = without with { Arguments = [.. without.Arguments, .. _rules.Select(rule => $"/analyzer:{Workshop.ProgramOf(rule)}")] };
        var times = Measured.InTurn(Math.Max(5, workshop.Rounds), () => ProcessorTime(with), () => ProcessorTime(without));
        // The medians of one run: a single compilation scatters by more than the figure is about.
        return new Reading(times[0].Median / times[1].Median, 1.05, "0.00", times[0].Over(times[1]).Spread(), $"{times[0].Median:0.00} s to {times[1].Median:0.00} s");
    }

    // The compiler as MSBuild calls it, without MSBuild: its own time would hide what is measured.
    private static Command Compiler(Workshop workshop)
    {
        string[] ask = ["msbuild", "build/Build.csproj", "-nologo", "-target:Rebuild", "-property:Configuration=Release", "-property:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs", "-getProperty:RoslynTargetsPath"];
        using var answer = JsonDocument.Parse(new Command("dotnet", ask, workshop.PathOf("")).Read());
        var arguments = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString() ?? "").ToList();
        var roslyn = answer.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString() ?? "";
        return arguments.Count > 0
            ? new Command("sh", ["-c", "\"$@\" > /dev/null && times", "sh", "dotnet", "exec", Path.Combine(roslyn, "bincore", "csc.dll"), "/noconfig", .. arguments], workshop.PathOf("build"))
            : throw new InvalidOperationException("MSBuild did not say how it calls the compiler.");
    }

    // The last line of POSIX' times is what the children took: 0m1.90s 0m0.25s.
    private static double ProcessorTime(Command command) =>
        Time().Matches(command.Read().TrimEnd().Split('\n')[^1]).Sum(time => (60 * Number(time.Groups[1])) + Number(time.Groups[2]));

    private static double Number(Group text) => double.Parse(text.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+)m([\d.]+)s", RegexOptions.None, 1000)]
    private static partial Regex Time();
}
