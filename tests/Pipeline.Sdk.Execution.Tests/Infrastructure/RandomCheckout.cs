using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A small pipeline over real files, and what a developer does between its runs.</summary>
/// <param name="Targets">Each reads folders, perhaps the mode, outputs of earlier targets as values and as files; and leaves one to three files.</param>
/// <param name="Edits">What happens before each run, and which target is asked for then.</param>
internal sealed record RandomCheckout(RandomStoredTarget[] Targets, RandomEdit[] Edits)
{
    private static readonly Gen<int> _number = Gen.Int[0, 9999];

    private static readonly Gen<RandomEdit> _edit = Gen.Select(_number, _number, _number, _number, (kind, place, value, wanted) => new RandomEdit(kind, place, value, wanted));

    public static Gen<RandomCheckout> Any { get; } = Gen.Select(
        Gen.Select(_number.Array[0, 2], _number.Array[0, 2], _number.Array[0, 1], Gen.Bool).Array[1, 5],
        _edit.Array[1, 10],
        (rows, edits) => new RandomCheckout(
            [.. rows.Select((row, index) => new RandomStoredTarget(
                [.. row.Item1.Select(number => number % 3).Distinct()],
                index == 0 ? [] : [.. row.Item2.Select(number => number % index).Distinct()],
                index == 0 ? [] : [.. row.Item3.Select(number => number % index).Distinct()],
                row.Item4))],
            edits));

    /// <summary>Declares it. <c>Use</c> targets have no inputs: they note the values that they are given.</summary>
    public void Declare(PipelineBuilder build, StoredRuns runs, IDictionary<int, string> values)
    {
        var mode = build.Parameter("mode", "How", "plain");
        var handles = new List<Target<string>>();
        for (var i = 0; i < Targets.Length; i++)
        {
            var (index, shape) = (i, Targets[i]);
            var draft = build.Target("T" + index).Inputs(["settings.txt", .. shape.Folders.Select(folder => $"in{folder}/**")]).Outputs($"out{index}/**")
                .DependsOn([.. shape.ReadsFilesOf.Select(before => handles[before])]);
            string Work(params string[] given) => Make(runs, index, shape, given);
            var needs = shape.Needs.Select(before => handles[before]).ToArray();
            handles.Add((shape.ReadsMode, needs) switch
            {
                (false, []) => draft.Run(_ => Work()),
                (false, [var a]) => draft.Needs(a).Run((_, x) => Work(x)),
                (false, [var a, var b, ..]) => draft.Needs(a).Needs(b).Run((_, x, y) => Work(x, y)),
                (true, []) => draft.Needs(mode).Run((_, m) => Work(m)),
                (true, [var a]) => draft.Needs(mode).Needs(a).Run((_, m, x) => Work(m, x)),
                (true, [var a, var b, ..]) => draft.Needs(mode).Needs(a).Needs(b).Run((_, m, x, y) => Work(m, x, y)),
            });
            var handle = handles[index];
            build.Target("Use" + index).Needs(handle).Run((_, value) =>
            {
                lock (values)
                    values[index] = value;
            });
        }
    }

    public static ImmutableSortedDictionary<string, string> Files(StoredRuns runs, string folder) =>
        Directory.Exists(runs.PathOf(folder))
            ? Directory.EnumerateFiles(runs.PathOf(folder), "*", SearchOption.AllDirectories).ToImmutableSortedDictionary(file => Path.GetRelativePath(runs.Root, file), File.ReadAllText, StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;

    private static string Make(StoredRuns runs, int index, RandomStoredTarget shape, string[] given)
    {
        var read = new StringBuilder(runs.Read("settings.txt")).AppendJoin('|', given);
        foreach (var folder in shape.Folders.Select(folder => "in" + folder).Concat(shape.ReadsFilesOf.Select(before => "out" + before)))
        {
            foreach (var (name, text) in Files(runs, folder))
                read.Append(name).Append('=').Append(text).Append('\n');
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(read.ToString())));
        var own = runs.PathOf("out" + index);
        if (Directory.Exists(own))
            Directory.Delete(own, recursive: true);
        for (var file = 0; file <= digest[0] % 3; file++)
            runs.Write($"out{index}/{(file == 0 ? "" : "deep/")}{file}.txt", digest + file);
        return digest[..8];
    }
}
