using System.Reflection;

namespace Pipeline.Sdk.Benchmarks;

/// <summary>What the cases measure with: a repository in a temporary folder whose build program is made as every repository's is, and a bare program.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-benchmarks-").FullName;

    public Workshop(string root, int rounds)
    {
        Root = root;
        Rounds = rounds;
        var sources = Path.Combine(root, "tests", "Pipeline.Sdk.Benchmarks.Fixture");
        Directory.CreateDirectory(Path.Combine(_folder, "build"));
        foreach (var file in Directory.EnumerateFiles(sources, "*.cs"))
            File.Copy(file, Path.Combine(_folder, "build", Path.GetFileName(file)));
        File.Copy(Path.Combine(root, "build.sh"), Path.Combine(_folder, "build.sh"));
        File.Copy(Path.Combine(root, "global.json"), Path.Combine(_folder, "global.json"));
        File.WriteAllText(Path.Combine(_folder, "build", "Build.csproj"), ProjectText(Path.GetDirectoryName(ProgramOf("Pipeline.Sdk.Benchmarks.Fixture")) ?? "", root));
    }

    public string Root { get; }

    /// <summary>How many rounds in turn a start is measured.</summary>
    public int Rounds { get; }

    public Command Bare => new("dotnet", [ProgramOf("Pipeline.Sdk.Benchmarks.Bare")], _folder);

    /// <summary>This program as the other side of a comparison.</summary>
    public Command Self(string mode) => new("dotnet", [typeof(Workshop).Assembly.Location, mode], _folder);

    /// <summary>
    /// The build program of the temporary repository, through its <c>build.sh</c>, as it is from the fourth start on: compiled ahead of time. The first start of all
    /// compiles it; every case starts once before it measures.
    /// </summary>
    public Command Start(params string[] words) => Build("true", words);

    /// <summary>The same before it is compiled ahead of time: on the shared runtime.</summary>
    public Command StartShared(params string[] words) => Build("false", words);

    private Command Build(string native, string[] words) => new("sh", [Path.Combine(_folder, "build.sh"), .. words], _folder) { Variables = [("PIPELINE_NATIVE", native)] };

    /// <summary>The compiler and nothing else, on the same project.</summary>
    public Command Compile(params string[] options) => new("dotnet", ["build", "build/Build.csproj", "--configuration", "Release", "--nologo", "--verbosity", "quiet", .. options], _folder);

    /// <summary>Changes one line of the build project.</summary>
    public void Edit() => File.AppendAllText(Path.Combine(_folder, "build", "Graphs.cs"), $"// {Guid.NewGuid()}\n");

    /// <summary>Takes all edits back; the program that was compiled before them is found again.</summary>
    public void TakeBack() => File.Copy(Path.Combine(Root, "tests", "Pipeline.Sdk.Benchmarks.Fixture", "Graphs.cs"), PathOf("build/Graphs.cs"), overwrite: true);

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>The most memory that one run had, in MB; the program writes it down as its last act.</summary>
    public double Memory(params string[] words)
    {
        var file = PathOf("memory");
        Start(words).Run(("BENCHMARK_MEMORY", file));
        return double.Parse(File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Where a project of this repository was built.</summary>
    public static string ProgramOf(string name) => Path.Combine(Metadata("ProgramsFolder"), name, Metadata("ConfigurationFolder"), name + ".dll");

    private static string Metadata(string key) =>
        typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value ?? "";

    // As a package's user has it: one project, the SDK as finished assemblies.
    private static string ProjectText(string sdk, string root) =>
        $"""
        <Project>
          <PropertyGroup>
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
            <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
            <ArtifactsPath Condition="'$(ArtifactsPath)' == ''">$(MSBuildThisFileDirectory)../.pipeline/editor</ArtifactsPath>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <PropertyGroup>
            <AssemblyName>build</AssemblyName>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{sdk}/*.dll" Exclude="{sdk}/Pipeline.Sdk.Benchmarks.Fixture.dll" />
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
          <Import Project="{root}/src/Pipeline.Sdk/build/Pipeline.Sdk.targets" />
        </Project>

        """;
}
