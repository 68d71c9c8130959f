using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>Parameters that are absolute addresses; the compiler picks these where <see cref="PipelineBuilder.Parameter{T}"/> does not fit.</summary>
public static class UriParameters
{
    /// <summary>Declares a parameter that is an absolute address.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="defaultValue">The value when nothing else is given; absolute.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    /// <exception cref="ArgumentException">The default is a relative address.</exception>
    public static Parameter<Uri> Parameter(
        this PipelineBuilder build,
        string name,
        string description,
        Uri defaultValue,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        return build.AddParameter<Uri>(name, description, new SourceLine(file, line), Absolute(defaultValue, nameof(defaultValue)), ValueForm.AbsoluteUri(), variable);
    }

    /// <summary>Declares a required parameter that is an absolute address: <c>build.RequiredParameter&lt;Uri&gt;("feed", "…")</c>.</summary>
    /// <typeparam name="T"><see cref="Uri"/>.</typeparam>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is derived from <see cref="Uri"/>.</exception>
    public static Parameter<T> RequiredParameter<T>(
        this PipelineBuilder build,
        string name,
        string description,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : Uri
    {
        ArgumentNullException.ThrowIfNull(build);
        return typeof(T) == typeof(Uri)
            ? build.AddParameter<T>(name, description, new SourceLine(file, line), defaultValue: null, ValueForm.AbsoluteUri(), variable)
            : throw new NotSupportedException($"A parameter cannot be a {typeof(T).Name}: only Uri itself can be read from text.");
    }

    /// <summary>Declares a parameter that is a list of absolute addresses.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="defaults">The entries when nothing else is given, absolute; an empty array makes an empty list.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    /// <exception cref="ArgumentException">A default is a relative address.</exception>
    public static Parameter<ImmutableArray<Uri>> ListParameter(
        this PipelineBuilder build,
        string name,
        string description,
        Uri[] defaults,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(defaults);
        foreach (var uri in defaults)
            Absolute(uri, nameof(defaults));
        return build.AddList(name, description, new SourceLine(file, line), defaults, ValueForm.AbsoluteUri(), variable);
    }

    private static Uri Absolute(Uri uri, string argument)
    {
        ArgumentNullException.ThrowIfNull(uri, argument);
        return uri.IsAbsoluteUri ? uri : throw new ArgumentException($"'{uri}' is a relative address; give an absolute one.", argument);
    }
}
