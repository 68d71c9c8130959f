using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pipeline.Sdk.Tests;

/// <summary>The walls between the rooms, as docs and design lay them down.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Room → the rooms that it may see.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Execution"] = ["Core"],
        ["Generation"] = ["Core"],
        ["DotNet"] = ["Core"],
        ["Migrations"] = ["Core", "Execution"],
        ["LocalHost.Contracts"] = ["Core"],
        ["Delivery"] = ["Core", "Execution", "LocalHost.Contracts", "Migrations"],
        ["LocalHost"] = ["LocalHost.Contracts"],
        ["Dashboard"] = [],
        ["Analyzers"] = [],
        ["Analyzers.CodeFixes"] = [],
        ["Tasks"] = [],
        ["Telemetry"] = ["Core", "Execution"],
        ["Testing"] = [""],
        ["Tool"] = [],
        [""] = ["Core", "Execution", "Generation", "DotNet", "Migrations", "Delivery", "Telemetry"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    public static TheoryData<string> Libraries => [.. PublicApi.Rooms];

    [Fact]
    public void Every_room_has_its_line_here()
    {
        var folders = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)["Pipeline.Sdk".Length..].TrimStart('.'));

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_the_rooms_it_may_see_and_no_other(string room)
    {
        var references = Project(room).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string?)reference.Attribute("Include") ?? "").Replace('\\', '/')))
            .Order(StringComparer.Ordinal);

        Assert.Equal(Allowed[room].Select(Name).Order(StringComparer.Ordinal), references);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_compiled_room_names_no_room_that_it_may_not_see(string room)
    {
        var seen = Assembly.Load(Name(room)).GetReferencedAssemblies().Select(reference => reference.Name ?? "")
            .Where(name => name.StartsWith("Pipeline.Sdk", StringComparison.Ordinal));

        // What a project references comes along with what that references.
        Assert.Empty(seen.Except(Reachable(room).Select(Name)));
    }

    [Fact]
    public void Core_has_no_package_and_names_nothing_but_the_framework()
    {
        Assert.Empty(Project("Core").Descendants("PackageReference"));
        Assert.All(
            Assembly.Load("Pipeline.Sdk.Core").GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LocalHost")]
    [InlineData("Dashboard")]
    [InlineData("Analyzers")]
    [InlineData("Analyzers.CodeFixes")]
    [InlineData("Tasks")]
    [InlineData("Tool")]
    public void Nobody_references_a_program(string program)
    {
        Assert.All(Allowed, room => Assert.DoesNotContain(program, room.Value));
    }

    [Theory]
    [InlineData("Definition", "Pipeline.Sdk.Graph")]
    [InlineData("Definition", "Pipeline.Sdk.Planning")]
    [InlineData("Graph", "Pipeline.Sdk.Planning")]
    [InlineData("Values", "Pipeline.Sdk.Graph")]
    [InlineData("Values", "Pipeline.Sdk.Planning")]
    public void An_earlier_stage_does_not_name_a_later_one(string folder, string later)
    {
        var relative = later["Pipeline.Sdk.".Length..];
        var pattern = new Regex($@"\b{Regex.Escape(later)}\b|(?<![\w.]){relative}\.[A-Z]", RegexOptions.None, TimeSpan.FromSeconds(1));
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Pipeline.Sdk.Core", folder), "*.cs", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.False(pattern.IsMatch(File.ReadAllText(source)), $"{source} names {later}."));
    }

    private static IEnumerable<string> Reachable(string room) => Allowed[room].SelectMany(next => Reachable(next).Append(next)).Distinct(StringComparer.Ordinal);

    private static string Name(string room) => room.Length == 0 ? "Pipeline.Sdk" : "Pipeline.Sdk." + room;

    private static XDocument Project(string room) => XDocument.Load(Path.Combine(Repository.Root, "src", Name(room), Name(room) + ".csproj"));
}
