using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>What a checkout remembers of one target.</summary>
internal sealed record Remembered
{
    /// <summary>More outputs than these are looked up in the result itself.</summary>
    public const int MostOutputs = 200;

    /// <summary>One number for everything that its result rests on, made without reading a file; see <see cref="InputState.Print"/>.</summary>
    public Print Print { get; init; }

    /// <summary>The key that belongs to <see cref="Print"/>; empty when it is not known.</summary>
    public string Key { get; init; } = "";

    /// <summary>The key of the result that lies in the checkout: what the target left when it ran last, or what was put back last; empty when it is not known.</summary>
    public string Here { get; init; } = "";

    /// <summary>The digest of the output of <see cref="Here"/>, or empty.</summary>
    public string Output { get; init; } = "";

    /// <summary>How long the result <see cref="Here"/> took to make.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The files of the result <see cref="Here"/>; default when there are too many.</summary>
    public ImmutableArray<string> Outputs { get; init; }

    /// <summary>One number for those files as they were left.</summary>
    public Print OutputsPrint { get; init; }

    public bool Equals(Remembered? other) =>
        other is not null && Print == other.Print && Key == other.Key && Here == other.Here && Output == other.Output && Duration == other.Duration
        && OutputsPrint == other.OutputsPrint && Outputs.IsDefault == other.Outputs.IsDefault && (Outputs.IsDefault || Outputs.AsSpan().SequenceEqual(other.Outputs.AsSpan()));

    public override int GetHashCode() => Print.GetHashCode();

    public string ToLine()
    {
        var line = new StringBuilder()
            .Append(Print.ToString()).Append('\t').Append(Key).Append('\t').Append(Here).Append('\t').Append(Output).Append('\t')
            .Append(Numerals.Of(Duration.Ticks)).Append('\t').Append(OutputsPrint.ToString()).Append('\t').Append(Outputs.IsDefault ? '-' : '+');
        if (Outputs.IsDefault)
            return line.ToString();

        foreach (var output in Outputs)
            line.Append('\t').Append(LineText.Escape(output));
        return line.ToString();
    }

    public static Remembered? Parse(string line)
    {
        if (line.Split('\t') is not [var print, var key, var here, var output, var duration, var outputsPrint, var known, .. var outputs]
            || !Execution.Results.Print.TryParse(print, out var number) || !Execution.Results.Print.TryParse(outputsPrint, out var outputsNumber) || !Numerals.TryParse(duration, out var ticks))
            return null;

        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = LineText.Unescape(outputs[i]);

        return new Remembered
        {
            Print = number,
            Key = key,
            Here = here,
            Output = output,
            Duration = TimeSpan.FromTicks(ticks),
            OutputsPrint = outputsNumber,
            Outputs = known == "+" ? ImmutableCollectionsMarshal.AsImmutableArray(outputs) : default,
        };
    }
}
