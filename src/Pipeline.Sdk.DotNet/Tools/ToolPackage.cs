namespace Pipeline.Sdk.DotNet.Tools;

/// <summary>A program inside a NuGet package.</summary>
/// <param name="Id">The package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Program">The program's path inside the package, parts separated by <c>/</c>.</param>
internal sealed record ToolPackage(string Id, string Version, string Program);
