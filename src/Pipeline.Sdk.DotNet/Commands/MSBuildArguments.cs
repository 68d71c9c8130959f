using System.Collections.Immutable;

namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>Builds the argument list of a command that ends in MSBuild.</summary>
internal sealed class MSBuildArguments
{
    private readonly List<string> _arguments;

    public MSBuildArguments(string verb, ProjectFile project) => _arguments = [verb, project.FullPath, "--nologo", "-tl:off"];

    public MSBuildArguments Add(params ReadOnlySpan<string> arguments)
    {
        _arguments.AddRange(arguments);
        return this;
    }

    public MSBuildArguments AddIf(bool condition, params ReadOnlySpan<string> arguments) => condition ? Add(arguments) : this;

    public MSBuildArguments Configuration(Configuration configuration) => Add("-c", configuration.ToString());

    public MSBuildArguments Property(string name, string value) => Add($"-p:{name}={Escape(value)}");

    public MSBuildArguments Version(SemanticVersion? version) => version is null ? this : Property("Version", version.ToString());

    /// <summary>What all commands have in common; the author's properties come last and win.</summary>
    public ImmutableArray<string> Build(MSBuildOptions options, RunContext run)
    {
        if (run.Run.Ci is not null)
            Property("ContinuousIntegrationBuild", "true");

        foreach (var (name, value) in options.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            Property(name, value);

        return [.. _arguments];
    }

    // MSBuild splits at ; and , and unescapes %XX (Escape MSBuild special characters, learn.microsoft.com).
    private static string Escape(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
