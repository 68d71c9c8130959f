using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>Parameters whose type is an enum; the compiler picks these where <see cref="PipelineBuilder.Parameter{T}"/> does not fit.</summary>
public static class EnumParameters
{
    /// <summary>Declares a parameter whose values are the members of an enum, read regardless of case.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="defaultValue">The value when nothing else is given.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Parameter<T> Parameter<T>(
        this PipelineBuilder build,
        string name,
        string description,
        T defaultValue,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(build);
        return build.AddParameter<T>(name, description, new SourceLine(file, line), defaultValue, ValueForm.OfEnum(typeof(T), ValueParsers.Enum<T>), variable);
    }

    /// <summary>Declares a required parameter whose values are the members of an enum, read regardless of case.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Parameter<T> RequiredParameter<T>(
        this PipelineBuilder build,
        string name,
        string description,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(build);
        return build.AddParameter<T>(name, description, new SourceLine(file, line), defaultValue: null, ValueForm.OfEnum(typeof(T), ValueParsers.Enum<T>), variable);
    }

    /// <summary>Declares a parameter that is a list of members of an enum, read regardless of case.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="defaults">The entries when nothing else is given; none makes an empty list.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Parameter<ImmutableArray<T>> ListParameter<T>(
        this PipelineBuilder build,
        string name,
        string description,
        T[]? defaults = null,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(build);
        return build.AddList(name, description, new SourceLine(file, line), defaults, ValueForm.OfEnum(typeof(T), ValueParsers.Enum<T>), variable);
    }
}
