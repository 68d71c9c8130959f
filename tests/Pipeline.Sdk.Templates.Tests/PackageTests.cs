using System.Xml.Linq;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

public class PackageTests(Packages packages)
{
    private static readonly string[] Templates = ["pipeline", "pipeline-library", "pipeline-service"];
    private static readonly string[] SameAsInTheRoot = ["build.sh", "build.cmd", "global.json"];

    [Fact]
    public void The_packages_hold_these_files_and_no_others() =>
        Approved.Verify(string.Concat(packages.Names.Select(name => $"{name}\n{string.Concat(Files(name).Select(file => $"  {file}\n"))}")), "Packages");

    [Fact]
    public void Every_package_has_a_licence_a_readme_and_an_icon_and_says_what_it_is()
    {
        foreach (var name in packages.Names)
        {
            var metadata = Metadata(name);
            Assert.Equal(("expression", "MIT"), ((string?)Element(metadata, "license").Attribute("type"), Element(metadata, "license").Value));
            Assert.Equal("README.md", Element(metadata, "readme").Value);
            Assert.NotEqual("Package Description", Element(metadata, "description").Value);
            Assert.Equal("icon.png", Element(metadata, "icon").Value);
            Assert.Contains("README.md", Files(name));
            Assert.Contains("icon.png", Files(name));
        }
    }

    [Fact]
    public void Every_library_has_its_symbols_beside_it()
    {
        foreach (var name in packages.Names.Where(name => name is not ("Pipeline.Sdk.Templates" or "Pipeline.Sdk.Tool")))
        {
            using var symbols = packages.Open(name, "snupkg");
            Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/{name}.pdb");
        }
    }

    [Fact]
    public void A_room_takes_the_other_rooms_in_its_own_version_only()
    {
        var rooms = packages.Names.SelectMany(name => Metadata(name).Descendants())
            .Where(element => element.Name.LocalName == "dependency" && ((string?)element.Attribute("id"))?.StartsWith("Pipeline.Sdk", StringComparison.Ordinal) == true)
            .ToList();

        Assert.NotEmpty(rooms);
        Assert.All(rooms, room => Assert.Equal($"[{packages.Version}]", (string?)room.Attribute("version")));
    }

    [Fact]
    public void The_packages_bring_these_others() =>
        Approved.Verify(
            string.Concat(packages.Names.Select(name => $"{name}\n{string.Concat(Dependencies(name).Order(StringComparer.Ordinal))}")),
            "Dependencies");

    [Fact]
    public void The_template_carries_the_repositorys_own_files_unchanged()
    {
        using var package = packages.Open("Pipeline.Sdk.Templates");
        foreach (var file in SameAsInTheRoot)
        {
            var copies = package.Entries.Where(entry => entry.Name == file).ToList();
            Assert.Equal(Templates.Select(template => $"content/{template}/{file}").Order(StringComparer.Ordinal), copies.Select(copy => copy.FullName).Order(StringComparer.Ordinal));
            foreach (var copy in copies)
            {
                using var content = new MemoryStream();
                using var stream = copy.Open();
                stream.CopyTo(content);
                Assert.Equal(File.ReadAllBytes(Repository.PathOf(file)), content.ToArray());
            }
        }
    }

    [Fact]
    public void The_template_asks_for_the_version_it_was_packed_with()
    {
        using var package = packages.Open("Pipeline.Sdk.Templates");
        foreach (var template in Templates)
        {
            using var reader = new StreamReader(Assert.Single(package.Entries, entry => entry.FullName == $"content/{template}/.template.config/template.json").Open());
            Assert.Equal(
                File.ReadAllText(Repository.PathOf($"templates/{template}/.template.config/template.json")).Replace("PACKED-VERSION", packages.Version, StringComparison.Ordinal).Trim(),
                reader.ReadToEnd().Trim());
        }
    }

    [Fact]
    public async Task Options_choose_the_solution_and_the_version_and_leave_out_global_json()
    {
        using var folder = new TempFolder();
        await packages.GenerateAsync(folder.Root, "--solution", "Corner Shop.slnx", "--sdk-version", "9.8.7", "--global-json", "false");

        Assert.Contains("build.Solution(\"Corner Shop.slnx\")", File.ReadAllText(folder.PathOf("build/Build.cs")), StringComparison.Ordinal);
        Assert.Contains("Include=\"Pipeline.Sdk\" Version=\"9.8.7\"", File.ReadAllText(folder.PathOf("build/Build.csproj")), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("global.json")));
    }

    private IEnumerable<string> Dependencies(string name) =>
        Metadata(name).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => $"  {(string?)element.Attribute("id")} {((string?)element.Attribute("version"))?.Replace(packages.Version, "VERSION", StringComparison.Ordinal)}\n");

    // Without what the package format itself adds.
    private List<string> Files(string name)
    {
        using var package = packages.Open(name);
        return [.. package.Entries.Select(entry => entry.FullName)
            .Where(path => path != "[Content_Types].xml" && !path.StartsWith("_rels/", StringComparison.Ordinal) && !path.StartsWith("package/services/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private XElement Metadata(string name)
    {
        using var package = packages.Open(name);
        using var stream = Assert.Single(package.Entries, entry => entry.FullName == $"{name}.nuspec").Open();
        return Element(XElement.Load(stream), "metadata");
    }

    private static XElement Element(XElement parent, string name) => Assert.Single(parent.Elements(), element => element.Name.LocalName == name);
}
