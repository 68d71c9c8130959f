using Pipeline.Sdk.DotNet.Tests.Infrastructure;

namespace Pipeline.Sdk.DotNet.Tests;

[Trait("Category", "Integration")]
public sealed class FormatTests
{
    [Fact]
    public async Task White_space_below_a_folder_is_found_and_mended_without_loading_a_project()
    {
        using var folder = new TempFolder().WithWalls()
            .Write("src/Bad.cs", "class Bad\n{\n  int _x  = 1;\n}\n")
            .Write("src/obj/Generated.cs", "class   Generated { }")
            .Write("artifacts/Old.cs", "class   Old { }");
        var run = new TestRun(folder.Root);

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => run.DotNet.FormatWhitespace());

        Assert.Equal("PIPE0503", failure.Code);
        Assert.Contains("dotnet format whitespace . --folder", failure.Message, StringComparison.Ordinal);
        Assert.All(run.Log.Annotations, annotation => Assert.Equal(("src/Bad.cs", 3), (annotation.File, annotation.Line)));
        Assert.NotEmpty(run.Log.Annotations);

        await run.DotNet.FormatWhitespace(verify: false);
        await run.DotNet.FormatWhitespace();
        Assert.Equal("class Bad\n{\n    int _x = 1;\n}\n", folder.Read("src/Bad.cs"));
        Assert.Equal("class   Generated { }", folder.Read("src/obj/Generated.cs"));
    }

    [Fact]
    public async Task Style_and_white_space_of_a_project_are_reported_together()
    {
        using var folder = new TempFolder().WithWalls().WithLibrary().Write("src/Lib/Old.cs", "namespace Lib\n{\n    internal sealed class Old  { }\n}\n");
        var run = new TestRun(folder.Root);

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => run.DotNet.Format("src/Lib"));

        Assert.Equal("PIPE0503", failure.Code);
        Assert.Contains("src/Lib/Old.cs(3,31): WHITESPACE", failure.Message, StringComparison.Ordinal);
        Assert.Contains("IDE0161", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Run 'dotnet format whitespace src/Lib/Lib.csproj && dotnet format style src/Lib/Lib.csproj'", failure.Message, StringComparison.Ordinal);
    }
}
