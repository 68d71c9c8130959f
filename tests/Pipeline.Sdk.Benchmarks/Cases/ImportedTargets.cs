using System.Globalization;

namespace Pipeline.Sdk.Benchmarks.Cases;

/// <summary>What the SDK's targets cost a product's build: 20 projects of one solution, nothing changed, with everything imported into every one of them, to the same without.</summary>
internal sealed class ImportedTargets : ICase
{
    private const int Projects = 20;

    public string Name => "dotnet build of 20 projects with the SDK's targets imported, nothing changed";

    public string Peers => "";

    public Reading Measure(Workshop workshop)
    {
        var folder = LayOut(workshop);
        Build("false", "-restore").Run();
        var times = Measured.InTurn(Math.Max(3, workshop.Rounds / 2), () => Build("true").Run(), () => Build("false").Run());
        // The medians of one run: a single build scatters by more than the figure is about.
        var ratio = times[0].Median / times[1].Median;
        return new Reading(ratio, 1.05, "0.00", times[0].Over(times[1]).Spread(), $"{times[0].Median:0.00} s to {times[1].Median:0.00} s");

        // The property changes nothing that a compiler gets, so neither build makes work for the other.
        Command Build(string imports, params string[] options)
        {
            string[] arguments = ["msbuild", "Product.slnx", "-nologo", "-verbosity:quiet", "-maxCpuCount", $"-p:ImportsPipeline={imports}", .. options];
            return new Command("dotnet", arguments, folder) { Variables = [("MSBUILDDISABLENODEREUSE", "1")] };
        }
    }

    private static string LayOut(Workshop workshop)
    {
        var folder = workshop.PathOf("product");
        var targets = Path.Combine(workshop.Root, "src", "Pipeline.Sdk", "build");
        Directory.CreateDirectory(folder);
        var names = Enumerable.Range(0, Projects).Select(i => string.Create(CultureInfo.InvariantCulture, $"P{i:00}")).ToList();
        File.WriteAllText(Path.Combine(folder, "Product.slnx"), $"<Solution>{string.Concat(names.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), $"""
            <Project>
              <Import Project="{targets}/Pipeline.Sdk.props" Condition="'$(ImportsPipeline)' == 'true'" />
              <Import Project="{targets}/Pipeline.Sdk.targets" Condition="'$(ImportsPipeline)' == 'true'" />
              <Import Project="{targets}/Pipeline.Sdk.Repository.targets" Condition="'$(ImportsPipeline)' == 'true'" />
            </Project>
            """);
        for (var i = 0; i < Projects; i++)
        {
            Directory.CreateDirectory(Path.Combine(folder, names[i]));
            var below = i == 0 ? "" : $"<ItemGroup><ProjectReference Include=\"../{names[(i - 1) / 2]}/{names[(i - 1) / 2]}.csproj\" /></ItemGroup>";
            File.WriteAllText(Path.Combine(folder, names[i], names[i] + ".csproj"), $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{below}</Project>");
            File.WriteAllText(Path.Combine(folder, names[i], "Code.cs"), $"namespace {names[i]}; public static class Code {{ public static int Number => {i}; }}");
        }

        return folder;
    }
}
