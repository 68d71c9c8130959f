using Pipeline.Sdk.DotNet.Tests.Infrastructure;
using Pipeline.Sdk.DotNet.Tools;

namespace Pipeline.Sdk.DotNet.Tests;

[Trait("Category", "Integration")]
public sealed class NuGetToolTests
{
    [Fact]
    public void The_tools_are_where_the_restore_of_the_build_program_puts_them()
    {
        using var folder = new TempFolder();
        folder.Write("packages/my.tool/1.0.0-beta/tools/my.dll", "");
        var tool = new NuGetTool(new TestRun(folder.Root).Context, Path.Combine(folder.Root, "packages"));

        Assert.Equal(Path.Combine(folder.Root, "packages", "my.tool", "1.0.0-beta", "tools", "my.dll"), tool.Find("My.Tool", "1.0.0-Beta", "tools/my.dll"));
        Assert.Null(tool.Find("My.Tool", "2.0.0", "tools/my.dll"));
    }

    [Fact]
    public async Task A_missing_tool_is_restored_from_the_feeds_of_the_repository()
    {
        using var folder = new TempFolder().WithWalls().WithLibrary();
        var run = new TestRun(folder.Root);
        await run.DotNet.Pack("src/Lib", new SemanticVersion(4, 5, 6));
        folder.Write("nuget.config", """
            <configuration>
              <packageSources>
                <clear />
                <add key="here" value="artifacts/packages" />
              </packageSources>
            </configuration>
            """);
        var tool = new NuGetTool(run.Context, Path.Combine(folder.Root, "packages"));

        var program = await tool.LocateAsync(new ToolPackage("Lib", "4.5.6", "lib/net10.0/Lib.dll"));
        var failure = await Assert.ThrowsAsync<StepFailedException>(() => tool.LocateAsync(new ToolPackage("Lib", "7.8.9", "lib/net10.0/Lib.dll")));

        Assert.True(File.Exists(program));
        Assert.Equal("PIPE0509", failure.Code);
        Assert.Contains("NU1102", failure.Message, StringComparison.Ordinal);
        Assert.Contains("<PackageDownload Include=\"Lib\" Version=\"[7.8.9]\" />", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Root, ".pipeline", "tools")));
    }
}
