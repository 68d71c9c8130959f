using System.Collections.Immutable;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>The legs of a job: what other systems write as a matrix with exceptions is a list here.</summary>
internal static class JobLegs
{
    public static ImmutableArray<JobLeg> Of(JobDefinition job, IReadOnlyDictionary<IValue, ParameterDefinition> parameters)
    {
        var legs = job.Legs.IsEmpty
            ? job.Runners.Select(runner => new JobLeg { Name = runner.Name, Runner = runner })
            : Described(job.Legs, parameters);
        if (job.Partition is not { } partition || !parameters.TryGetValue(partition, out var definition))
            return [.. legs];

        return
        [
            .. legs.SelectMany(leg => Enumerable.Range(1, partition.Parts).Select(part => leg with
            {
                Name = $"{leg.Name}_{part}of{partition.Parts}",
                Values = leg.Values.Add(new LegValue("part", definition.Variable, $"{part}/{partition.Parts}")),
            })),
        ];
    }

    // Every leg carries every parameter that any of them sets: both systems read a missing one as something else than an empty one.
    private static IEnumerable<JobLeg> Described(ImmutableArray<MatrixLeg> legs, IReadOnlyDictionary<IValue, ParameterDefinition> parameters)
    {
        var axes = legs.SelectMany(leg => leg.Values).Select(value => value.Parameter).Distinct().Where(parameters.ContainsKey).Select(handle => parameters[handle]).ToList();
        return legs.Select(leg =>
        {
            var values = axes.Select(axis => new LegValue(Key(axis.Name), axis.Variable, Text(leg, axis))).ToImmutableArray();
            return new JobLeg { Name = leg.Name ?? Name(leg.Runner, values), Runner = leg.Runner, Values = values };
        });
    }

    private static string Key(string parameter) => parameter.Replace('-', '_') is var key && key is "leg" or "runner" or "part" ? "value_" + key : key;

    private static string Text(MatrixLeg leg, ParameterDefinition axis) =>
        leg.Values.LastOrDefault(value => value.Parameter == axis.Handle) is { } value ? axis.TextOf(value.Value) : "";

    private static string Name(Runner runner, ImmutableArray<LegValue> values) =>
        string.Join('_', values.Where(value => value.Text.Length > 0).Select(value => Identifier(value.Text)).Prepend(runner.Name));

    private static string Identifier(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
