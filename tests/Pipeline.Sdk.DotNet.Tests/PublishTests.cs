using System.Text.Json;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Packaging;
using Pipeline.Sdk.DotNet.Tests.Infrastructure;

namespace Pipeline.Sdk.DotNet.Tests;

[Trait("Category", "Integration")]
public sealed class PublishTests
{
    private static readonly SemanticVersion Version = SemanticVersion.Parse("1.2.3-feature.1+a1b2c3d");

    [Fact]
    public async Task The_same_sources_in_two_clones_give_the_same_release()
    {
        using var origin = WebProgram();
        await Git.RunAsync(origin.Root, "init", "--quiet");
        await Git.CommitAllAsync(origin.Root, "Web");
        var commit = await Git.RunAsync(origin.Root, "rev-parse", "HEAD");
        using var clones = new TempFolder();
        await Git.RunAsync(clones.Root, "clone", "--quiet", origin.Root, "one");
        await Git.RunAsync(clones.Root, "clone", "--quiet", origin.Root, "a/deeper/two");
        var one = Path.Combine(clones.Root, "one");
        var two = Path.Combine(clones.Root, "a", "deeper", "two");
        // A remote that Source Link knows would otherwise write its URL, and this folder's name, into the symbols.
        await Git.RunAsync(two, "remote", "set-url", "origin", "https://github.com/example/orders.git");
        // What a later checkout does to modification times.
        File.SetLastWriteTimeUtc(Path.Combine(two, "src/Web/wwwroot/site.css"), new DateTime(2020, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        var options = new PublishOptions { Name = "orders", Sbom = true, Include = [new ReleaseContent("src/Web/migrations", "migrations")] };

        var first = await new TestRun(one, commit: commit).DotNet.Publish("src/Web", Version, options);
        var second = await new TestRun(two, commit: commit, ci: "GitHub Actions").DotNet.Publish("src/Web/Web.csproj", Version, options);

        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(ReleaseManifest.Digest("1.2.3-feature.1+a1b2c3d", first.Files), first.Digest);
        Assert.Equal(("orders", "artifacts/release/orders", "Orders.Web.dll", commit), (first.Name, first.Folder, first.EntryPoint, first.Commit));
        Assert.Equal(first.Files.Select(file => file.Path).Order(StringComparer.Ordinal), first.Files.Select(file => file.Path));
        Assert.Contains(first.Files, file => file.Path == "migrations/V1__orders.sql");
        Assert.Contains(first.Files, file => file.Path == "Orders.Web.pdb");
        Assert.Contains(first.Files, file => file.Path == first.Sbom);
        Assert.Contains(first.Files, file => file.Path == "wwwroot/site.css.gz");
        Assert.DoesNotContain(first.Files, file => file.Executable && file.Path.StartsWith("Orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bill_of_materials_names_every_package_of_the_release_with_its_digest()
    {
        using var folder = WebProgram();
        folder.Write("src/Web/Web.csproj", File.ReadAllText(Path.Combine(folder.Root, "src/Web/Web.csproj")).Replace("<ItemGroup>", """<ItemGroup><PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.15" />""", StringComparison.Ordinal));

        var release = await new TestRun(folder.Root).DotNet.Publish("src/Web", Version, new PublishOptions { Sbom = true });

        using var bill = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Root, release.Folder, release.Sbom ?? "none")));
        Assert.Equal(("CycloneDX", Version.ToString()), (bill.RootElement.GetProperty("bomFormat").GetString(), bill.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString()));
        var packages = bill.RootElement.GetProperty("components").EnumerateArray().ToDictionary(package => package.GetProperty("name").GetString() ?? "");
        Assert.Equal("10.0.15", packages["Microsoft.Data.Sqlite.Core"].GetProperty("version").GetString());
        Assert.Equal(128, packages["Microsoft.Data.Sqlite.Core"].GetProperty("hashes")[0].GetProperty("content").GetString()?.Length);
        Assert.Contains("SQLitePCLRaw.core", packages.Keys);
    }

    [Fact]
    public async Task A_bill_of_materials_without_a_package_of_the_release_is_refused()
    {
        // Nothing was restored, which is what the bill is made from.
        using var folder = WebProgram().Write("Web.deps.json", """{ "libraries": { "Web/1.0.0": { "type": "project" }, "Dapper/2.1.66": { "type": "package" } } }""");
        var run = new TestRun(folder.Root);

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => new BillOfMaterials(run.Context).WriteAsync(
            ProjectFile.Find(folder.Root, "src/Web"), "orders", Version, new PublishOptions(), folder.Root));

        Assert.Equal("PIPE0520", failure.Code);
        Assert.Contains("not in it: Dapper", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_outside_of_the_repository_is_never_emptied()
    {
        using var folder = new TempFolder().WithWalls().WithLibrary();
        var run = new TestRun(folder.Root);

        foreach (var output in (string[])["..", ".", "../elsewhere", Path.GetTempPath()])
        {
            var failure = await Assert.ThrowsAsync<StepFailedException>(() => run.DotNet.Publish("src/Lib", Version, new PublishOptions { Output = output }));
            Assert.Equal("PIPE0516", failure.Code);
        }

        Assert.Empty(run.Processes.Commands);
    }

    [Fact]
    public async Task A_library_is_not_a_release_but_can_be_packed()
    {
        using var folder = new TempFolder().WithWalls().WithLibrary().Write("artifacts/packages/Lib.1.0.0.nupkg", "of yesterday");
        var run = new TestRun(folder.Root);

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => run.DotNet.Publish("src/Lib", Version));
        var packages = await run.DotNet.Pack("src/Lib", Version);

        Assert.Equal("PIPE0514", failure.Code);
        Assert.Equal(["artifacts/packages/Lib.1.2.3-feature.1.nupkg"], packages.Paths);
        Assert.True(File.Exists(Path.Combine(folder.Root, packages.Paths[0])));
    }

    private static TempFolder WebProgram() => new TempFolder().WithWalls().WithLibrary()
        .Write("src/Web/Web.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <AssemblyName>Orders.Web</AssemblyName>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Lib/Lib.csproj" />
              </ItemGroup>
            </Project>
            """)
        .Write("src/Web/Program.cs", """
            using System.Runtime.CompilerServices;

            var app = WebApplication.CreateBuilder(args).Build();
            app.MapStaticAssets();
            Console.WriteLine(Where());
            app.Run();

            static string Where([CallerFilePath] string file = "") => file + Lib.Sums.Add(1, 2);

            """)
        .Write("src/Web/appsettings.json", "{ \"Greeting\": \"hello\" }")
        .Write("src/Web/wwwroot/site.css", "body { color: teal }")
        .Write("src/Web/migrations/V1__orders.sql", "create table orders (id integer);");
}
