using System.Globalization;
using System.Xml.Linq;
using Pipeline.Sdk;

namespace Build;

/// <summary>Every test of a target as a row: what it says, how it ended, how long it took.</summary>
internal static class TestTable
{
    /// <summary>Reads the result files that the target's tests have left.</summary>
    public static void Print(RunContext run, string target)
    {
        var folder = run.PathOf($".pipeline/tests/{target}");
        var rows = Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants().Where(element => element.Name.LocalName == "UnitTestResult"))
            .Select(result => (Test: Sentence((string?)result.Attribute("testName") ?? ""), Outcome: (string?)result.Attribute("outcome") ?? "", Duration: TimeSpan.Parse((string?)result.Attribute("duration") ?? "0:00", CultureInfo.InvariantCulture)))
            .OrderBy(row => row.Test, StringComparer.Ordinal);
        foreach (var (test, outcome, duration) in rows)
            run.Log.Info(string.Create(CultureInfo.InvariantCulture, $"{outcome,-11} {duration.TotalSeconds,6:0.0} s  {test}"));
    }

    // Class and method are enough, and underscores are how a method says a sentence.
    private static string Sentence(string name)
    {
        var arguments = name.IndexOf('(', StringComparison.Ordinal);
        var method = arguments < 0 ? name : name[..arguments];
        return string.Join(": ", method.Split('.')[^2..]).Replace('_', ' ') + (arguments < 0 ? "" : " " + name[arguments..]);
    }
}
