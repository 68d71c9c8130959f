using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>One run of a job as the author describes it: a runner, and values of parameters.</summary>
public sealed class MatrixLeg
{
    internal MatrixLeg(string? name, Runner runner, ImmutableArray<MatrixValue> values)
    {
        Name = name;
        Runner = runner;
        Values = values;
    }

    /// <summary>The leg's own name, or null for one made of the runner and the values.</summary>
    public string? Name { get; }

    /// <summary>The runner.</summary>
    public Runner Runner { get; }

    internal ImmutableArray<MatrixValue> Values { get; }

    /// <summary>Begins a leg.</summary>
    /// <param name="runner">The runner.</param>
    /// <param name="name">Letters, digits and <c>_</c>; unique in the job regardless of case. The default is made of the runner's name and the values.</param>
    public static MatrixLeg On(Runner runner, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(runner);
        return new MatrixLeg(name, runner, []);
    }

    /// <summary>Gives a parameter a value in this leg.</summary>
    /// <typeparam name="T">Type of the parameter.</typeparam>
    /// <param name="parameter">A parameter of this pipeline that a target of the job reads.</param>
    /// <param name="value">The value.</param>
    public MatrixLeg With<T>(Parameter<T> parameter, T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new MatrixLeg(Name, Runner, Values.Add(new MatrixValue(parameter, value)));
    }
}
