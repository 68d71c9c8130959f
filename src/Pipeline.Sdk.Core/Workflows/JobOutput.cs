namespace Pipeline.Sdk;

/// <summary>A text that a job hands to later jobs: made from a target's typed output by the pipeline itself, at the end of its run.</summary>
public sealed class JobOutput
{
    private JobOutput(string name, Target target, Func<object, string> text)
    {
        Name = name;
        Target = target;
        Text = text;
    }

    /// <summary>The name: letters, digits and <c>_</c>.</summary>
    public string Name { get; }

    internal Target Target { get; }

    internal Func<object, string> Text { get; }

    /// <summary>Describes an output.</summary>
    /// <typeparam name="T">Type of the target's output.</typeparam>
    /// <param name="name">Letters, digits and <c>_</c>, not beginning with a digit.</param>
    /// <param name="target">The target; the job that declares the output must run it or be handed its result.</param>
    /// <param name="text">The text; the default is the output's own.</param>
    public static JobOutput Of<T>(string name, Target<T> target, Func<T, string>? text = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(target);
        return new JobOutput(name, target, value => text is null ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "" : text((T)value));
    }
}
