using System.Globalization;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Views;

namespace Pipeline.Sdk.History;

/// <summary>The targets about recorded runs. Every pipeline has <c>Runs</c>; one that splits work has <c>Durations</c> too.</summary>
internal static class HistoryTargets
{
    private const string Heading = "Records";
    private const int MostListed = 20;
    private static readonly string[] _header = ["Run", "Started", "Duration", "Outcome", "Targets"];

    /// <summary>A step's duration is the median of its last so many successes: one slow run does not move the split.</summary>
    private const int MostSamples = 9;

    private const int MostRead = 200;

    /// <summary>Adds them, unless the author took their names.</summary>
    public static void AddTo(PipelineBuilder build)
    {
        var definition = build.ToDefinition();
        if (definition.Targets.IsEmpty)
            return;

        var (hasRuns, hasDurations, splits) = (false, false, false);
        foreach (var target in definition.Targets)
        {
            hasRuns |= target.Name.Equals("Runs", StringComparison.OrdinalIgnoreCase);
            hasDurations |= target.Name.Equals("Durations", StringComparison.OrdinalIgnoreCase);
        }

        foreach (var parameter in definition.Parameters)
            splits |= parameter.Handle is Partition;

        if (!hasRuns)
            build.Target("Runs", build.Source.File, build.Source.Line).Describe("Lists the recorded runs, the newest first").Group(Heading).Run(List);
        if (splits && !hasDurations)
            build.Target("Durations", build.Source.File, build.Source.Line).Describe($"Writes {DurationFile.Name}, by which work is split, from the recorded runs").Group(Heading).Run(Write);
    }

    private static void List(RunContext run)
    {
        var rows = new List<string[]> { _header };
        foreach (var record in RecordedRuns.Newest(run.StateFolder, MostListed + 1, (id, why) => run.Log.Warn($"the record of {id} cannot be read: {why}")))
        {
            // This very run is of no news to anybody.
            if (record.Id == run.Run.Id)
                continue;

            rows.Add(
            [
                record.Id,
                record.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                record.Outcome == "running" ? "" : Durations.Text(record.Duration),
                record.Outcome == "running" ? "running or killed" : record.Outcome,
                string.Join(' ', record.Targets) + (record.Environment is { } environment ? " in " + environment : ""),
            ]);
        }

        var widths = Enumerable.Range(0, 4).Select(column => Columns.Width(rows.Select(row => row[column]))).ToArray();
        foreach (var row in rows)
            run.Log.Info(string.Join("  ", row.Select((cell, column) => column < 4 ? Columns.Pad(cell, widths[column]) : cell)).TrimEnd());
    }

    private static void Write(RunContext run)
    {
        var samples = new Dictionary<string, List<TimeSpan>>(StringComparer.Ordinal);
        foreach (var record in RecordedRuns.Newest(run.StateFolder, MostRead, (id, why) => run.Log.Warn($"the record of {id} cannot be read: {why}")))
        {
            foreach (var (step, duration) in record.Durations)
            {
                // Only items are split; the others would make a diff with every machine.
                if (!step.Contains(Definition.TargetDefinition.ItemSeparator, StringComparison.Ordinal))
                    continue;

                if (!samples.TryGetValue(step, out var known))
                    samples.Add(step, known = []);
                if (known.Count < MostSamples)
                    known.Add(duration);
            }
        }

        if (samples.Count == 0)
            throw new StepFailedException("PIPE0232", $"No recorded run has an item of a ForEach target that succeeded, so there is nothing to write into {DurationFile.Name}. Run such a target first.");

        var file = run.PathOf(DurationFile.Name);
        File.WriteAllText(file + ".tmp", DurationFile.Text(samples.Select(step => KeyValuePair.Create(step.Key, Median(step.Value)))));
        File.Move(file + ".tmp", file, overwrite: true);
        run.Log.Info($"{DurationFile.Name} written: {samples.Count} items. Commit it, so that every CI job splits by it.");
    }

    private static TimeSpan Median(List<TimeSpan> durations)
    {
        durations.Sort();
        return durations[durations.Count / 2];
    }
}
