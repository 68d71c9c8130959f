using System.Globalization;

namespace Pipeline.Sdk.Benchmarks.Fixture;

/// <summary>Targets whose results are stored.</summary>
internal static class Packages
{
    /// <summary>A hundred packages in ten layers, each with files of its own and one package below it; what runs is written into ran.txt.</summary>
    public static void AddTo(PipelineBuilder build, int count)
    {
        var targets = new Target[count];
        for (var i = 0; i < count; i++)
        {
            // Formatting by a culture would load ICU, and that would be measured.
            var number = new string([(char)('0' + (i / 10)), (char)('0' + (i % 10))]);
            var folder = "packages/p" + number;
            var draft = build.Target("P" + number).Inputs(folder + "/src/**").Outputs(folder + "/dist/**");
            if (i >= count / 10)
                draft = draft.DependsOn(targets[i - (count / 10)]);
            targets[i] = draft.Run(run => Join(run, folder));
        }

        build.Target("All").DependsOn(targets).Run();
    }

    /// <summary>One target that reads many files.</summary>
    public static void Many(PipelineBuilder build)
    {
        build.Target("All").Inputs("many/**").Outputs().Run(run => { });
        build.Target("Small").Inputs("packages/p00/src/**").Outputs().Run(run => { });
    }

    /// <summary>One target that leaves 200 MB in 20 files.</summary>
    public static void Large(PipelineBuilder build) => build.Target("All").Inputs("packages/p00/src/**").Outputs("large/**").Run(run =>
    {
        Directory.CreateDirectory(run.PathOf("large"));
        var content = new byte[10_000_000];
        for (var i = 0; i < 20; i++)
        {
            new Random(i).NextBytes(content);
            File.WriteAllBytes(run.PathOf(string.Create(CultureInfo.InvariantCulture, $"large/{i}.bin")), content);
        }
    });

    private static void Join(RunContext run, string folder)
    {
        lock (_ran)
            File.AppendAllText(run.PathOf("ran.txt"), run.Target + "\n");
        Directory.CreateDirectory(run.PathOf(folder + "/dist"));
        using var output = File.Create(run.PathOf(folder + "/dist/all.txt"));
        foreach (var file in Directory.GetFiles(run.PathOf(folder + "/src")))
        {
            using var input = File.OpenRead(file);
            input.CopyTo(output);
        }
    }

    private static readonly Lock _ran = new();
}
