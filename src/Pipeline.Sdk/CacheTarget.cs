using System.Globalization;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk;

/// <summary>The target about stored results. A pipeline with a target that declares inputs has it, unless its author took the name.</summary>
internal static class CacheTarget
{
    private const string Name = "Cache";

    public static void AddTo(PipelineBuilder build)
    {
        var definition = build.ToDefinition();
        var isUsed = false;
        foreach (var target in definition.Targets)
        {
            isUsed |= target.Draft.Result is not null;
            if (target.Name.Equals(Name, StringComparison.OrdinalIgnoreCase))
                return;
        }

        if (isUsed)
            Add(build);
    }

    private static void Add(PipelineBuilder build)
    {
        var (file, line) = (build.Source.File, build.Source.Line);
        var prune = Switch(build, "prune", "Cache: remove the results that were of no use for longest, down to the limit");
        var verify = Switch(build, "verify", "Cache: read every stored content and remove what is damaged");
        build.Target(Name, file, line)
            .Describe("Shows how large the store of results is and what it saved")
            .Group("Records")
            .Needs(prune)
            .Needs(verify)
            .Run((run, prunes, verifies) => Show(run, prunes, verifies));
    }

    // Other targets have such switches, too, and an option has one name.
    private static Parameter<bool> Switch(PipelineBuilder build, string name, string description)
    {
        foreach (var parameter in build.ToDefinition().Parameters)
        {
            if (parameter.Name == name && parameter.Handle is Parameter<bool> known)
                return known;
        }

        return build.Parameter(name, description, false, variable: null, build.Source.File, build.Source.Line);
    }

    private static void Show(RunContext run, bool prunes, bool verifies)
    {
        var checkout = new CheckoutStore(run.Root, run.Clock, run.Log.Warn);
        if (verifies)
        {
            var (good, removed) = new CacheCheck(checkout.Store).Run();
            run.Log.Info($"Verified: {Count(good, "file is", "files are")} undamaged, {Count(removed, "was", "were")} removed.");
        }

        var limit = new CacheLimit(checkout.Store, new ResultSettings
        {
            Root = run.Root,
            Program = () => "",
            Variable = run.Variable,
            Clock = run.Clock,
            Programs = () => throw new InvalidOperationException("Nothing is asked here."),
            Warn = run.Log.Warn,
        });
        if (prunes)
        {
            var (results, bytes, _) = new CachePruner(checkout.Store, run.Clock).Prune(limit.Bytes * 8 / 10);
            run.Log.Info($"Pruned: {Count(results, "result", "results")}, {Size(bytes)}.");
        }

        checkout.Index.Save();
        var stored = CachePruner.Files(Path.Combine(checkout.Folder, "results")).Count();
        var size = CachePruner.Files(checkout.Folder).Sum(file => file.Length);
        var figures = CacheStatistics.Read(checkout.Folder);
        run.Log.Info($"Stored:  {Count(stored, "result", "results")}, {Size(size)} of at most {Size(limit.Bytes)} in {ResultSettings.Place}");
        run.Log.Info(string.Create(CultureInfo.InvariantCulture, $"Taken:   {figures.Taken} of {figures.Taken + figures.Made} ({figures.HitRate:0} %)"));
        run.Log.Info($"Saved:   {Durations.Text(figures.Saved)}");
    }

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000.0:0.0} GB"),
    };
}
