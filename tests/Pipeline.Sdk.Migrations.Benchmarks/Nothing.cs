using System.Diagnostics;
using Pipeline.Sdk.Benchmarks;

namespace Pipeline.Sdk.Migrations.Benchmarks;

/// <summary>A database that is up to date: what a deployment without a migration pays.</summary>
internal static class Nothing
{
    public static (Measured Connecting, Measured Nothing) Measure(Place place, string folder, int rounds)
    {
        var connection = place.NewDatabase();
        Migrate();
        var times = Measured.InTurn(rounds, () => Time(() => place.Open(connection).Dispose()), () => Time(Migrate));
        return (times[0], times[1]);

        void Migrate() => Task.Run(() => new Migrator().MigrateAsync(MigrationFolder.Load(folder), place.Migrated(connection), new MigrationRun(), _ => { })).GetAwaiter().GetResult();
    }

    private static double Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
