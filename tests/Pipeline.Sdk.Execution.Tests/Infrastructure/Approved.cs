using System.Reflection;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>
/// Compares text with the approved file of that name. What differs is written beside it as <c>.received</c>; with <c>APPROVE=1</c> in the
/// environment it becomes the approved one.
/// </summary>
internal static partial class Approved
{
    public static void Matches(string received, string name)
    {
        var folder = Path.Combine(ProjectFolder(), "Approved");
        var (approved, other) = (Path.Combine(folder, name + ".verified.txt"), Path.Combine(folder, name + ".received.txt"));
        received = received.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(approved, received);
            File.Delete(other);
            return;
        }

        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (received == expected)
        {
            File.Delete(other);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(other, received);
        Assert.Fail($"{name} differs from its approved text. Compare {approved} with {other}, and accept by APPROVE=1.\n{received}");
    }

    /// <summary>The text without what differs from run to run: durations and the run's folder.</summary>
    public static string Stable(string text, string folder) =>
        Spaces().Replace(Duration().Replace(text.Replace(folder, "FOLDER", StringComparison.Ordinal), "N ms"), "  ");

    [GeneratedRegex(@"\b(\d+ ms|\d+\.\d s)\b", RegexOptions.None, 1000)]
    private static partial Regex Duration();

    // A column is as wide as its widest duration.
    [GeneratedRegex(" {2,}", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    public static string ProjectFolder() =>
        typeof(Approved).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ProjectFolder").Value ?? "";
}
