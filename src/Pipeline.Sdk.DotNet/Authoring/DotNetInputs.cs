using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.DotNet.Inputs;

namespace Pipeline.Sdk;

/// <summary>
/// The input files of .NET projects, as MSBuild itself knows them: <c>.Inputs(DotNetInputs.Of("src/Orders.Api"))</c> stands for the project's sources and
/// other items, for every file of the repository that it imports, and for the same of all projects that it references. MSBuild is asked again only when one
/// of those project files changes.
/// </summary>
public sealed class DotNetInputs : InputSource
{
    private readonly ImmutableArray<string> _projects;
    private readonly ImmutableSortedDictionary<string, string> _properties;

    private DotNetInputs(ImmutableArray<string> projects, ImmutableSortedDictionary<string, string> properties) => (_projects, _properties) = (projects, properties);

    internal override string Name => string.Join(' ', ["dotnet", .. _projects, .. _properties.Select(property => $"{property.Key}={property.Value}")]);

    /// <summary>The inputs of projects and of all that they reference.</summary>
    /// <param name="projects">Solutions, solution filters, projects, or folders that hold exactly one; relative to the repository's root. At least one.</param>
    /// <remarks>
    /// When it is asked it fails with PIPE0501 where there is no such project, PIPE0518 where one cannot be evaluated, PIPE0519 where one lies outside of the
    /// repository.
    /// </remarks>
    public static DotNetInputs Of(params string[] projects)
    {
        ArgumentNullException.ThrowIfNull(projects);
        if (projects.Length == 0)
            throw new ArgumentException("Name a solution, a project, or a folder that holds exactly one.", nameof(projects));

        foreach (var project in projects)
            ArgumentException.ThrowIfNullOrWhiteSpace(project, nameof(projects));
        return new DotNetInputs([.. projects], ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add("Configuration", nameof(Configuration.Release)));
    }

    /// <summary>Sets an MSBuild property that decides on items or imports; the configuration is <c>Release</c> unless it is set.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="value">Its value.</param>
    public DotNetInputs WithProperty(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        return new DotNetInputs(_projects, _properties.SetItem(name, value));
    }

    internal override Task<InputAnswer> AskAsync(string root, IProcessRunner processes, CancellationToken cancellationToken) =>
        new InputQuestion(root, processes, _properties, cancellationToken).AskAsync(_projects);
}
