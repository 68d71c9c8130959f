using CliWrap.Buffered;

namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>A repository whose pipeline somebody typed: the SDK's own <c>build.sh</c>, a program of a few lines, and what a product's repository has besides.</summary>
internal sealed class HandMadeRepository : IDisposable
{
    /// <summary>An output of an author's own type, written by reflection; a value that an implicit using has to make known.</summary>
    public const string Program = """
        var build = PipelineBuilder.Create(args);
        build.Default(build.Target("Hello").Run(run => run.Log.Info($"Hello from {Path.GetFileName(run.Root)}")));
        build.Target("Value").Run(run => new Answer(42));
        return build.Run();

        sealed record Answer(int Number);

        """;

    private readonly TempFolder _folder = new();

    public HandMadeRepository(Packages packages, WayIn way, string? version = null)
    {
        version ??= packages.Version;
        packages.WriteNuGetConfig(_folder);
        foreach (var file in (string[])["build.sh", "build.cmd", "global.json"])
            File.Copy(Repository.PathOf(file), PathOf(file));

        switch (way)
        {
            case WayIn.Sdk:
                Write("build/Build.csproj", $"<Project Sdk=\"Pipeline.Sdk/{version}\" />\n").Write("build/Build.cs", Program);
                break;
            case WayIn.Package:
                Write("build/Build.csproj", $"""
                    <Project Sdk="Microsoft.NET.Sdk">
                      <PropertyGroup>
                        <OutputType>Exe</OutputType>
                        <TargetFramework>net10.0</TargetFramework>
                      </PropertyGroup>
                      <ItemGroup>
                        <PackageReference Include="Pipeline.Sdk" Version="{version}" />
                      </ItemGroup>
                    </Project>
                    """).Write("build/Build.cs", Program);
                break;
            case WayIn.SingleFile:
                Write("build.cs", $"#:sdk Pipeline.Sdk@{version}\n{Program}");
                break;
        }
    }

    public string Root => _folder.Root;

    public string PathOf(string relative) => _folder.PathOf(relative);

    public string Read(string relative) => File.ReadAllText(PathOf(relative));

    public HandMadeRepository Write(string relative, string content)
    {
        _folder.Write(relative, content);
        return this;
    }

    public Task<BufferedCommandResult> BuildAsync(params string[] arguments) => Programs.RunAsync(Root, PathOf("build.sh"), arguments);

    /// <summary>Runs <c>./build.sh</c> with environment variables.</summary>
    public Task<BufferedCommandResult> BuildWithAsync(Dictionary<string, string?> variables, params string[] arguments) =>
        Programs.RunAsync(Root, PathOf("build.sh"), arguments, variables);

    public void Dispose() => _folder.Dispose();
}
