using Pipeline.Sdk.History;

namespace Pipeline.Sdk.Reporting;

/// <summary>Gathers what a report tells from the record, the logs, the sources and the journal. Nothing is run for it.</summary>
internal sealed class ReportReader
{
    /// <summary>An older run of the same targets is not looked for behind so many others.</summary>
    private const int MostLookedAt = 200;

    /// <summary>The repository's root, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The pipeline's own folder, absolute.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where environments keep their state, absolute.</summary>
    public required Func<string> StateHome { get; init; }

    /// <summary>Takes secrets out of a text.</summary>
    public required Func<string, string> Mask { get; init; }

    /// <summary>Hears of what cannot be read and is left out.</summary>
    public required Action<string> Warn { get; init; }

    private string Runs => Path.Combine(StateFolder, "runs");

    /// <summary>The report of a run.</summary>
    /// <param name="id">Its id; empty for the newest that has ended.</param>
    /// <param name="self">The run that asks, which is not reported on.</param>
    /// <exception cref="StepFailedException">There is no such run, or its record cannot be read.</exception>
    public RunReport Read(string id, string self) => Of(id.Length == 0 ? Newest(self) : Named(id, self));

    /// <summary>The report of a run whose record has been read.</summary>
    public RunReport Of(RunRecord run) => new()
    {
        Run = run,
        Previous = Previous(run),
        Timeline = RunTimeline.Of(run),
        Logs = LogReader.Read(run, Root),
        Sources = new SourceReader(Root, Mask).Read(run),
        Coverage = CoverageFiles.Read(run.Folder, Warn),
        Deployments = DeploymentReader.Read(run, StateHome),
    };

    private RunRecord Named(string id, string self)
    {
        var ids = Ids().Where(known => known != self).ToList();
        if (!ids.Contains(id, StringComparer.Ordinal))
            throw ReportErrors.UnknownRun(id, ids);

        try
        {
            return RunRecordReader.Read(Path.Combine(Runs, id));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw ReportErrors.Unreadable(id, error.Message);
        }
    }

    private RunRecord Newest(string self)
    {
        foreach (var id in Ids().Where(id => id != self))
        {
            // Whoever asks for the last run means the one before the question, whatever a broken record lies between; a report is no run of interest.
            if (TryRead(id) is { Outcome: not "running" } run && run.Targets is not [ReportTarget.Name])
                return run;
        }

        throw ReportErrors.NoRun();
    }

    // The same targets in the same environment: only then does a difference say something.
    private RunRecord? Previous(RunRecord run) => Ids()
        .SkipWhile(id => string.CompareOrdinal(id, run.Id) >= 0)
        .Take(MostLookedAt)
        .Select(TryRead)
        .FirstOrDefault(other => other is { Outcome: not "running" } && other.StartedAt <= run.StartedAt && other.Environment == run.Environment && other.Targets.SequenceEqual(run.Targets));

    // Ids begin with the time, so their order is that of the runs.
    private IEnumerable<string> Ids() => Directory.Exists(Runs)
        ? Directory.EnumerateDirectories(Runs).Select(folder => Path.GetFileName(folder)).OrderDescending(StringComparer.Ordinal)
        : [];

    private RunRecord? TryRead(string id)
    {
        try
        {
            return RunRecordReader.Read(Path.Combine(Runs, id));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            Warn($"the record of {id} cannot be read: {error.Message}");
            return null;
        }
    }
}
