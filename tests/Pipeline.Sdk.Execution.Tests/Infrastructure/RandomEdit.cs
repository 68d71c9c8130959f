namespace Pipeline.Sdk.Execution.Tests;

/// <summary>What a developer does before a run. The numbers are taken modulo what there is.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">Where.</param>
/// <param name="Value">The new content: one of few, so that old states come back.</param>
/// <param name="Wanted">Which target is asked for then.</param>
internal sealed record RandomEdit(int Kind, int Place, int Value, int Wanted)
{
    /// <summary>Does it.</summary>
    /// <param name="runs">The checkout.</param>
    /// <param name="targets">How many targets there are.</param>
    /// <param name="mode">The parameter's value.</param>
    public void Do(StoredRuns runs, int targets, ref string mode)
    {
        var input = $"in{Place % 3}/{Value / 7 % 3}.txt";
        var output = "out" + (Place % targets);
        switch (Kind % 10)
        {
            case 0 or 1 or 2:
                runs.Write(input, "text " + (Value % 3));
                break;
            case 3 when File.Exists(runs.PathOf(input)):
                File.Delete(runs.PathOf(input));
                break;
            case 4 when Directory.Exists(runs.PathOf(output)):
                Directory.Delete(runs.PathOf(output), recursive: true);
                break;
            case 5:
                mode = "mode " + (Value % 2);
                break;
            case 6 when File.Exists(runs.PathOf(input)):
                File.SetLastWriteTimeUtc(runs.PathOf(input), DateTime.UtcNow.AddHours(-Value));
                break;
            case 7 when Directory.Exists(runs.PathOf(output)):
                runs.Write(output + "/0.txt", "edited by hand");
                break;
            case 8 when File.Exists(runs.PathOf(input)):
                var time = File.GetLastWriteTimeUtc(runs.PathOf(input));
                runs.Write(input, "text " + (Value % 3));
                File.SetLastWriteTimeUtc(runs.PathOf(input), time);
                break;
            case 9:
                runs.Write("settings.txt", "setting " + (Value % 2));
                break;
        }
    }
}
