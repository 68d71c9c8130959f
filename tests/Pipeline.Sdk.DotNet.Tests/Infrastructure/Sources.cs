namespace Pipeline.Sdk.DotNet.Tests.Infrastructure;

/// <summary>Small projects, walled off from whatever stands in the folders above.</summary>
internal static class Sources
{
    public const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
        </Project>
        """;

    public const string Tests = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <OutputType>Exe</OutputType>
            <IsPackable>false</IsPackable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="xunit.v3.mtp-off" Version="4.0.2" />
            <PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
            <PackageReference Include="coverlet.collector" Version="8.0.1" />
            <ProjectReference Include="../../src/Lib/Lib.csproj" />
          </ItemGroup>
        </Project>
        """;

    public static TempFolder WithWalls(this TempFolder folder) => folder
        .Write("Directory.Build.props", "<Project />")
        .Write("Directory.Build.targets", "<Project />")
        .Write("Directory.Packages.props", "<Project />")
        .Write(".editorconfig", "root = true\n[*.cs]\nindent_size = 4\ninsert_final_newline = true\ncsharp_style_namespace_declarations = file_scoped:warning\n")
        .Write(".gitignore", "bin/\nobj/\nartifacts/\n.pipeline/\n");

    public static TempFolder WithLibrary(this TempFolder folder) => folder
        .Write("src/Lib/Lib.csproj", Library)
        .Write("src/Lib/Sums.cs", """
            namespace Lib;

            public static class Sums
            {
                public static int Add(int a, int b)
                {
                    if (a < 0)
                    {
                        return b;
                    }

                    return a + b;
                }
            }

            """);
}
