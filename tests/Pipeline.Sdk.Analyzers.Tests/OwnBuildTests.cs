namespace Pipeline.Sdk.Analyzers.Tests;

public sealed class OwnBuildTests
{
    // What ImplicitUsings gives a console program.
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    [Fact]
    public async Task The_pipeline_of_this_repository_has_none_of_the_mistakes()
    {
        var files = Directory.GetFiles(Path.Combine(Root(), "build"), "*.cs");
        Assert.NotEmpty(files);

        Assert.Empty(await Fixture.LookAsync([Usings, .. files.Select(File.ReadAllText)]));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pipeline.Sdk.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return folder;
    }
}
