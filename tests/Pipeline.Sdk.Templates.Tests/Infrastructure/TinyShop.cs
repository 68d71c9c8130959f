namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>An existing repository as people have them: central package versions, warnings as errors, a library and its tests.</summary>
internal static class TinyShop
{
    public static void Write(TempFolder folder) => folder
        .Write("Tiny Shop.slnx", """
            <Solution>
              <Project Path="src/Shop/Shop.csproj" />
              <Project Path="tests/Shop.Tests/Shop.Tests.csproj" />
            </Solution>
            """)
        .Write(".gitignore", "bin/\nobj/\nartifacts/\n")
        // What would break a build program that it reaches: no Main wanted, an older System.CommandLine pinned.
        .Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Library</OutputType>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
              </PropertyGroup>
            </Project>
            """)
        .Write("Directory.Build.targets", """
            <Project>
              <Target Name="OnlyTheShopIsBuiltHere" BeforeTargets="CoreCompile" Condition="'$(MSBuildProjectName)' == 'Build'">
                <Error Text="The repository's targets reached the build program." />
              </Target>
            </Project>
            """)
        .Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="System.CommandLine" Version="2.0.0" />
                <PackageVersion Include="coverlet.collector" Version="8.0.1" />
                <PackageVersion Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <PackageVersion Include="xunit.runner.visualstudio" Version="4.0.1" />
                <PackageVersion Include="xunit.v3.mtp-off" Version="4.0.2" />
              </ItemGroup>
            </Project>
            """)
        .Write("src/Shop/Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n")
        .Write("src/Shop/Basket.cs", """
            namespace Shop;

            /// <summary>What a customer takes to the till.</summary>
            public static class Basket
            {
                /// <summary>The price of several.</summary>
                public static int Total(int price, int count) => price * count;
            }

            """)
        .Write("tests/Shop.Tests/Shop.Tests.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <IsPackable>false</IsPackable>
                <GenerateDocumentationFile>false</GenerateDocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="coverlet.collector" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
                <PackageReference Include="xunit.runner.visualstudio" />
                <PackageReference Include="xunit.v3.mtp-off" />
                <ProjectReference Include="../../src/Shop/Shop.csproj" />
              </ItemGroup>
            </Project>
            """)
        .Write("tests/Shop.Tests/BasketTests.cs", """
            using Xunit;

            namespace Shop.Tests;

            public class BasketTests
            {
                [Fact]
                public void Total_is_price_times_count() => Assert.Equal(6, Basket.Total(2, 3));
            }

            """);
}
