namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>How a repository says that it has a pipeline.</summary>
public enum WayIn
{
    /// <summary><c>&lt;Project Sdk="Pipeline.Sdk/VERSION" /&gt;</c>.</summary>
    Sdk,

    /// <summary>A console project with a <c>PackageReference</c>.</summary>
    Package,

    /// <summary>One file, <c>build.cs</c>, with <c>#:sdk Pipeline.Sdk@VERSION</c>.</summary>
    SingleFile,
}
