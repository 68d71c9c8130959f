using System.Globalization;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Views;

namespace Pipeline.Sdk.Explaining;

/// <summary>An explanation for people.</summary>
internal static class ExplanationView
{
    private const int MostInputs = 10;

    public static void Write(TextWriter writer, Explanation told)
    {
        writer.WriteLine(told.Target.Name + (told.Target.Definition.Description is { Length: > 0 } description ? ": " + description : ""));
        Section(writer, $"In the plan for {told.Plan}", Plan(told));
        Section(writer, "Reads", Reads(told));
        Section(writer, "Its stored result", Stored(told));
        Section(writer, "Its output is read by", told.Readers);
        Section(writer, "Only waited for by", told.Followers);
        Section(writer, "Its last runs", told.Past.IsEmpty ? ["none is recorded in this checkout"] : Past(told));
    }

    private static IEnumerable<string> Plan(Explanation told)
    {
        if (!told.Problems.IsEmpty)
            return told.Problems.Select(problem => $"there is none: {problem}");
        if (told.Action is not { } action)
            return ["it is not in it"];

        return told.Why.Select((why, index) => index == 0 ? $"{action}: {why[(told.Target.Name.Length + 2)..]}" : why);
    }

    private static IEnumerable<string> Reads(Explanation told)
    {
        var inputs = told.Reads.Where(part => part.Kind == "input").ToList();
        foreach (var part in told.Reads.Where(part => part.Kind != "input"))
            yield return Line(part);
        foreach (var part in inputs.Take(MostInputs))
            yield return Line(part);
        if (inputs.Count > MostInputs)
            yield return string.Create(CultureInfo.InvariantCulture, $"and {inputs.Count - MostInputs} more inputs; --format json names all");
        if (told.Reads.IsEmpty)
            yield return "nothing that it declared";
    }

    // A digest tells a person nothing.
    private static string Line(KeyPart part) => part.Kind switch
    {
        "parameter" when part.Value.Length > 0 => $"parameter {part.Name} = {part.Value}",
        "environment" or "platform" or "version" => $"{part.Kind} {part.Value}",
        "tool" when part.Value.Length > 0 => $"tool {part.Name} {part.Value}",
        "program" => "the build program",
        "value" => $"the output of {part.Name}",
        "result" => $"the result of {part.Name}",
        _ => $"{part.Kind} {part.Name}",
    };

    private static IEnumerable<string> Stored(Explanation told)
    {
        if (told.Target.Definition.Draft.Result is null)
            yield return "it has none: it declares no inputs, so it always runs";
        else if (told.Stored is { } reason)
            yield return "now: " + reason;
        if (told.LastInvalidated is { } last)
            yield return $"made anew last in {last.Run}: {last.Reason}";
    }

    private static IEnumerable<string> Past(Explanation told)
    {
        var width = Columns.Width(told.Past.Select(run => run.Run));
        var durations = told.Past.Select(run => Durations.Text(run.Duration)).ToList();
        var right = Columns.Width(durations);
        return told.Past.Select((run, index) => $"{Columns.Pad(run.Run, width)}  {Columns.Pad("", right - durations[index].Length)}{durations[index]}  {run.Outcome}");
    }

    private static void Section(TextWriter writer, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;

        writer.WriteLine();
        writer.WriteLine(heading);
        foreach (var line in all)
            writer.WriteLine("  " + line);
    }
}
