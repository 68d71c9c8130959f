namespace Pipeline.Sdk.Execution;

/// <summary>
/// What stands at the foot of the terminal while a run goes on: a line per running target and one with the totals. Pure: state in, lines out, none of
/// them wider than the terminal and all of them together lower than it.
/// </summary>
internal sealed class LiveView
{
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly int _total;
    private readonly List<LiveRow> _rows = [];

    /// <summary>Creates the view of a run that begins now.</summary>
    /// <param name="clock">For elapsed times.</param>
    /// <param name="total">How many steps will run.</param>
    public LiveView(TimeProvider clock, int total)
    {
        _clock = clock;
        _started = clock.GetTimestamp();
        _total = total;
    }

    public int Finished { get; private set; }

    public int Failed { get; private set; }

    public void Add(LiveRow row) => _rows.Add(row);

    public LiveRow? Find(string target)
    {
        foreach (var row in _rows)
        {
            if (row.Step.Name == target)
                return row;
        }

        return null;
    }

    /// <summary>Takes a target out that has ended, and gives what is known of it.</summary>
    public LiveRow? Finish(StepResult result)
    {
        var row = Find(result.Name);
        if (row is null)
            return null;

        _rows.Remove(row);
        Finished++;
        Failed += result.Outcome == StepOutcome.Failed ? 1 : 0;
        return row;
    }

    /// <summary>The lines, for a terminal of that size.</summary>
    public List<string> Lines(int width, int height)
    {
        // The last column is left free: some terminals wrap as soon as it is written to.
        width = Math.Max(1, width - 1);
        var room = Math.Max(1, height - 2);
        var name = 0;
        foreach (var row in _rows)
            name = Math.Max(name, row.Step.Name.Length);

        var lines = new List<string>();
        foreach (var row in _rows)
        {
            if (lines.Count + 1 >= room && _rows.Count > lines.Count + 1)
            {
                lines.Add(Crop($"  and {_rows.Count - lines.Count} more", width));
                break;
            }

            var elapsed = Durations.Text(_clock.GetElapsedTime(row.Started));
            lines.Add(Crop($"{row.Step.Name}{new string(' ', name - row.Step.Name.Length)}  {Left(elapsed)}  {row.Last}".TrimEnd(), width));
        }

        var failed = Failed == 0 ? "" : $", {Failed} failed";
        lines.Add(Crop($"{Finished} of {_total} done, {_rows.Count} running{failed}, {Durations.Text(_clock.GetElapsedTime(_started))}", width));
        return lines;
    }

    private static string Left(string elapsed) => elapsed.Length >= 6 ? elapsed : new string(' ', 6 - elapsed.Length) + elapsed;

    /// <summary>The text, cut off at a width in cells; wide characters take two of them.</summary>
    internal static string Crop(string text, int width)
    {
        var cells = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var own = text[i] >= '\u1100' && !char.IsLowSurrogate(text[i]) ? 2 : char.IsLowSurrogate(text[i]) ? 0 : 1;
            if (cells + own > width)
            {
                // One cell for the ellipsis, and never half of a character.
                var end = Math.Max(0, i - 1);
                if (end > 0 && char.IsHighSurrogate(text[end - 1]))
                    end--;
                return text[..end] + "…";
            }

            cells += own;
        }

        return text;
    }
}
