using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>An output whose value is only whole together with files: they travel with it from CI job to CI job.</summary>
public interface IFileBacked
{
    /// <summary>Files and folders, relative to the repository's root, parts separated by <c>/</c>.</summary>
    ImmutableArray<string> Paths { get; }
}
