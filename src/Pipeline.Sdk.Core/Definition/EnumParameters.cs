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
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Parameter<T> Parameter<T>(
        this PipelineBuilder build,
        string name,
        string description,
        T defaultValue,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(build);
        var choices = ValueParsers.Choices<T>();
        return build.AddParameter<T>(name, description, new SourceLine(file, line), defaultValue, string.Join('|', choices), choices, ValueParsers.Enum<T>);
    }

    /// <summary>Declares a required parameter whose values are the members of an enum, read regardless of case.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Parameter<T> RequiredParameter<T>(
        this PipelineBuilder build,
        string name,
        string description,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(build);
        var choices = ValueParsers.Choices<T>();
        return build.AddParameter<T>(name, description, new SourceLine(file, line), defaultValue: null, string.Join('|', choices), choices, ValueParsers.Enum<T>);
    }
}
