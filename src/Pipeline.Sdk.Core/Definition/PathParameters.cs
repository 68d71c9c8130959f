using System.Runtime.CompilerServices;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>Parameters that are paths, with or without leave to point outside of the repository.</summary>
public static class PathParameters
{
    /// <summary>Declares a parameter that is a path.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="defaultValue">The value when nothing else is given: <c>artifacts/packages</c>.</param>
    /// <param name="mustBeInside">Whether absolute paths and paths that leave the repository are refused.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    /// <exception cref="FormatException">The default is no path.</exception>
    /// <exception cref="ArgumentException">The default lies outside of the repository and must not.</exception>
    public static Parameter<RepositoryPath> PathParameter(
        this PipelineBuilder build,
        string name,
        string description,
        string defaultValue,
        bool mustBeInside = false,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        var path = new RepositoryPath(defaultValue);
        if (mustBeInside && !path.IsInside)
            throw new ArgumentException($"'{defaultValue}' lies outside of the repository.", nameof(defaultValue));
        return build.AddParameter<RepositoryPath>(name, description, new SourceLine(file, line), path, ValueForm.Path(mustBeInside), variable);
    }

    /// <summary>Declares a required parameter that is a path.</summary>
    /// <param name="build">The pipeline.</param>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="mustBeInside">Whether absolute paths and paths that leave the repository are refused.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static Parameter<RepositoryPath> RequiredPathParameter(
        this PipelineBuilder build,
        string name,
        string description,
        bool mustBeInside = false,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(build);
        return build.AddParameter<RepositoryPath>(name, description, new SourceLine(file, line), defaultValue: null, ValueForm.Path(mustBeInside), variable);
    }
}
