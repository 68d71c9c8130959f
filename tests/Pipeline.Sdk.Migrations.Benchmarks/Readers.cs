using System.Diagnostics;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>A reader within this process that looks single rows up, 200 times a second, and notes how long each look takes.</summary>
internal static class Readers
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task<double> P99Async(Place place, string connection, int rows, Func<Task> meanwhile)
    {
        var times = new List<double>();
        using var opened = place.Open(connection);
        using var command = opened.CreateCommand();
        command.CommandText = "SELECT name, doubled FROM numbers WHERE id = @id";
        var id = command.CreateParameter();
        id.ParameterName = "@id";
        command.Parameters.Add(id);
        var random = new Random(1);
        var work = meanwhile();
        while (!work.IsCompleted)
        {
            id.Value = (long)random.Next(1, rows);
            var started = Stopwatch.GetTimestamp();
            using (var reader = command.ExecuteReader()) reader.Read();
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            await Task.Delay(Pause);
        }

        await work;
        times.Sort();
        return times.Count == 0 ? 0 : times[(int)(times.Count * 0.99)];
    }
}
