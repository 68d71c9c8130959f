using System.Globalization;

namespace Pipeline.Sdk.Generation.Rules;

/// <summary>A cron line as both GitHub Actions and Azure Pipelines take it: POSIX crontab with steps and English short names.</summary>
internal static class CronLine
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly (string Name, int Low, int High, string[] Words, int First)[] Fields =
    [
        ("minute", 0, 59, [], 0), ("hour", 0, 23, [], 0), ("day of the month", 1, 31, [], 0), ("month", 1, 12, Months, 1), ("day of the week", 0, 6, Days, 0),
    ];

    /// <summary>What is wrong with a line, or null.</summary>
    public static string? Error(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != Fields.Length || parts.Any(part => part.Length == 0))
            return $"it has {line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length} fields, to be divided by one blank";

        foreach (var (field, text) in Fields.Zip(parts))
        {
            if (text.Split(',').Any(item => !IsItem(item, field.Low, field.High, field.Words, field.First)))
                return $"'{text}' is no {field.Name} ({field.Low}–{field.High}, '*', lists, ranges, '/' for steps)";
        }

        return null;
    }

    private static bool IsItem(string item, int low, int high, string[] words, int first)
    {
        var stepped = item.Split('/');
        if (stepped.Length > 2 || (stepped.Length == 2 && (Number(stepped[1]) is not { } step || step < 1 || step > high)))
            return false;
        if (stepped[0] == "*")
            return true;

        var ends = stepped[0].Split('-');
        var values = ends.Select(end => Array.IndexOf(words, end.ToUpperInvariant()) is var index and >= 0 ? index + first : Number(end)).ToList();

        // A step counts from a range: 5/10 means different things in different systems.
        return values.Count is 1 or 2
            && values.TrueForAll(value => value >= low && value <= high)
            && (values.Count == 1 ? stepped.Length == 1 : values[0] <= values[1]);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
