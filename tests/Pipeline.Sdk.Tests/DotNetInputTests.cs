using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Tests;

/// <summary>What MSBuild says of real projects decides which files count: a library, another on top of it, and its tests.</summary>
public sealed class DotNetInputTests : IDisposable
{
    private const string Walls = "<Project />";

    private readonly Workplace _place = new();
    private CountingSource? _source;

    public DotNetInputTests()
    {
        _place.Write("Directory.Build.props", """<Project><Import Project="eng/*.props" /></Project>""");
        _place.Write("Directory.Build.targets", Walls);
        _place.Write("Directory.Packages.props", Walls);
        _place.Write("eng/common.props", "<Project><PropertyGroup><Shared>$(MSBuildThisFileDirectory)../shared</Shared></PropertyGroup></Project>");
        _place.Write("shared/Linked.cs", "// linked");
        _place.Write("protocol/a.proto", "// a");
        Project("src/Lib", """<Compile Include="$(Shared)/Linked.cs" Link="Linked.cs" /><None Include="../../protocol/**/*.proto" />""");
        Project("src/App", """<ProjectReference Include="../Lib/Lib.csproj" />""", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>");
        Project("tests/App.Tests", """<ProjectReference Include="../../src/App/App.csproj" />""");
        Project("src/Other", "");
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public void What_a_project_is_made_of_counts_through_all_references_and_nothing_else_does()
    {
        _source = new CountingSource(DotNetInputs.Of("tests/App.Tests"));
        Assert.Equal((0, ""), (Run(), _place.Ran.Count == 1 ? "" : "did not run"));
        _place.Ran.Clear();

        // It was asked as soon as the files were settled; from then on nobody asks MSBuild.
        Settle();
        var asked = _source.Asked;
        foreach (var path in (string[])["README.md", "src/Other/Other.cs", "src/Lib/bin/Release/Lib.dll", "src/Lib/obj/project.assets.json", "src/App/.vs/state.json"])
            Assert.False(RunsAfter(path), path);
        foreach (var path in (string[])["src/Lib/Lib.cs", "src/Lib/New.cs", "src/App/Deep/New.resx", "shared/Linked.cs", "protocol/a.proto", "protocol/v2/b.proto", ".editorconfig", "src/App/packages.lock.json", "tests/App.Tests/data.json"])
            Assert.True(RunsAfter(path), path);
        Assert.Equal(asked + 2, _source.Asked); // .editorconfig and packages.lock.json are files that an evaluation may look for.

        Settle();
        asked = _source.Asked;
        Assert.True(RunsAfter("eng/common.props", "<Project><PropertyGroup><Shared>$(MSBuildThisFileDirectory)../shared</Shared><Deterministic>true</Deterministic></PropertyGroup></Project>"));
        Assert.True(RunsAfter("eng/more.props", Walls), "a file that an import by wild card means");
        Assert.True(RunsAfter("src/Directory.Build.targets", Walls), "a file that is nearer than the one above");
        Assert.Equal(asked + 3, _source.Asked);

        Project("src/App", """<ProjectReference Include="../Lib/Lib.csproj" /><ProjectReference Include="../Other/Other.csproj" />""");
        Assert.Equal(0, Run());
        _place.Ran.Clear();
        Settle();
        Assert.True(RunsAfter("src/Other/Other.cs", "// of a new reference"));
    }

    [Theory]
    [InlineData("All.slnx", """<Solution><Project Path="src/Lib/Lib.csproj" /></Solution>""")]
    [InlineData("All.slnf", """{ "solution": { "path": "Whole.slnx", "projects": ["src/Lib/Lib.csproj"] } }""")]
    public void A_solution_stands_for_its_projects(string name, string text)
    {
        _place.Write("Whole.slnx", """<Solution><Project Path="src/Lib/Lib.csproj" /><Project Path="src/Other/Other.csproj" /></Solution>""");
        _place.Write(name, text);
        _source = new CountingSource(DotNetInputs.Of(name));
        Run();
        Settle();
        Assert.False(RunsAfter("src/Other/Other.cs"));
        Assert.True(RunsAfter("src/Lib/Lib.cs"));
    }

    [Fact]
    public void Projects_without_default_items_count_by_what_they_name()
    {
        _place.Write("old/Old.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><EnableDefaultItems>false</EnableDefaultItems></PropertyGroup>
              <ItemGroup><Compile Include="code/*.cs;Program.cs" /><Schema Include="schema.xsd" /></ItemGroup>
            </Project>
            """);
        _place.Write("old/Program.cs", "// one");
        _place.Write("old/schema.xsd", "one");
        _source = new CountingSource(DotNetInputs.Of("old"));
        Run();
        Settle();
        foreach (var path in (string[])["old/Program.cs", "old/code/New.cs", "old/schema.xsd"])
            Assert.True(RunsAfter(path), path);
        foreach (var path in (string[])["old/Unused.cs", "old/code/notes.txt"])
            Assert.False(RunsAfter(path), path);
    }

    [Fact]
    public void A_project_that_does_not_evaluate_is_told_with_the_place()
    {
        _place.Write("src/Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n    <Broken Condition=\"'$(X)' ==\">1</Broken>\n  </PropertyGroup>\n</Project>");
        Project("src/App", """<ProjectReference Include="../Gone/Gone.csproj" /><ProjectReference Include="../Lib/Lib.csproj" />""");
        var outcome = Outcome(DotNetInputs.Of("src/App"));
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("PIPE0518", outcome.Error + outcome.Output, StringComparison.Ordinal);
        Assert.Contains("src/Lib/Lib.csproj(3", outcome.Error + outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Gone.csproj", outcome.Error + outcome.Output, StringComparison.Ordinal);
        Assert.Empty(_place.Ran);
    }

    [Fact]
    public void A_project_outside_of_the_repository_is_refused()
    {
        Directory.CreateDirectory(_place.Outside("elsewhere"));
        File.WriteAllText(_place.Outside("elsewhere/Far.csproj"), ProjectText("", null));
        Project("src/App", """<ProjectReference Include="../../../elsewhere/Far.csproj" />""");
        var outcome = Outcome(DotNetInputs.Of("src/App"));
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("PIPE0519", outcome.Error + outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Far.csproj", outcome.Error + outcome.Output, StringComparison.Ordinal);
    }

    private static string ProjectText(string items, string? properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>{properties ?? "<TargetFramework>net10.0</TargetFramework>"}</PropertyGroup>
          <ItemGroup>{items}</ItemGroup>
        </Project>
        """;

    private void Project(string folder, string items, string? properties = null)
    {
        var name = Path.GetFileName(folder);
        _place.Write($"{folder}/{name}.csproj", ProjectText(items, properties));
        _place.Write($"{folder}/{name}.cs", "// " + name);
    }

    private bool RunsAfter(string path, string? text = null)
    {
        _place.Write(path, text ?? (File.Exists(_place.PathOf(path)) ? File.ReadAllText(_place.PathOf(path)) : "") + "\n");
        Assert.Equal(0, Run());
        return _place.Ran.TryDequeue(out _);
    }

    // An answer is kept once the files that it was read from are settled: another change of theirs would show.
    private void Settle()
    {
        var before = -1;
        Eventually(() =>
        {
            (before, var last) = (_source?.Asked ?? 0, before);
            Run();
            return _source?.Asked == before && last >= 0;
        });
        _place.Ran.Clear();
    }

    private static void Eventually(Func<bool> holds)
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (!holds())
            Assert.True(DateTime.UtcNow < deadline, "It did not come about within a minute.");
    }

    private int Run()
    {
        var outcome = Outcome(_source);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        return outcome.ExitCode;
    }

    private Outcome Outcome(InputSource? source) =>
        _place.Run(build => build.Target("Build").Inputs(source ?? throw new InvalidOperationException()).Outputs().Run(_place.Works()), "Build");

    private sealed class CountingSource(InputSource inner) : InputSource
    {
        public int Asked { get; private set; }

        internal override string Name => inner.Name;

        internal override Task<InputAnswer> AskAsync(string root, IProcessRunner processes, CancellationToken cancellationToken)
        {
            Asked++;
            return inner.AskAsync(root, processes, cancellationToken);
        }
    }
}
