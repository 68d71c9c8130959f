using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Benchmarks;

/// <summary>A hundred packages of ten files each, as the pipeline of the fixture, Turborepo and make know them.</summary>
internal static class Packages
{
    public const int Count = 100;
    private const int Layer = Count / 10;
    private const int Files = 10;

    /// <summary>Lays them out once.</summary>
    public static void LayOut(Workshop workshop)
    {
        var root = workshop.PathOf("packages");
        if (Directory.Exists(root))
            return;

        for (var i = 0; i < Count; i++)
        {
            var folder = Path.Combine(root, Name(i));
            Directory.CreateDirectory(Path.Combine(folder, "src"));
            for (var file = 0; file < Files; file++)
                File.WriteAllText(Path.Combine(folder, "src", $"{file}.txt"), string.Create(CultureInfo.InvariantCulture, $"file {file} of package {i}\n"));
            var below = i < Layer ? "" : $"\"{Name(i - Layer)}\": \"*\"";
            File.WriteAllText(
                Path.Combine(folder, "package.json"),
                $$"""{ "name": "{{Name(i)}}", "version": "1.0.0", "private": true, "scripts": { "build": "mkdir -p dist && cat src/* > dist/all.txt" }, "dependencies": { {{below}} } }""");
        }

        File.WriteAllText(workshop.PathOf("package.json"), """{ "name": "packages", "private": true, "packageManager": "npm@10.0.0", "workspaces": ["packages/*"] }""");
        File.WriteAllText(workshop.PathOf("turbo.json"), """{ "tasks": { "build": { "dependsOn": ["^build"], "inputs": ["src/**"], "outputs": ["dist/**"] } } }""");
        File.WriteAllText(workshop.PathOf(".gitignore"), ".pipeline/\n.turbo/\nnode_modules/\ndist/\nlarge/\nmany/\nmade/\n");
        File.WriteAllText(workshop.PathOf("Makefile"), Makefile());
    }

    /// <summary>Turborepo's own binary, without the script of npm that starts it; null where it cannot be had.</summary>
    public static Command? Turbo(Workshop workshop)
    {
        var folder = workshop.PathOf("turbo");
        Directory.CreateDirectory(folder);
        try
        {
            new Command("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "turbo@2"], folder).Run();
            var program = Directory.EnumerateFiles(folder, "turbo", SearchOption.AllDirectories).First(file => file.Contains("linux", StringComparison.Ordinal) && new FileInfo(file).Length > 1_000_000);
            new Command("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], workshop.PathOf("")).Run();
            new Command("git", ["init", "--quiet"], workshop.PathOf("")).Run();
            new Command("git", ["add", "packages", "package.json", "package-lock.json", "turbo.json", ".gitignore"], workshop.PathOf("")).Run();
            new Command("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-m", "x"], workshop.PathOf("")).Run();
            return new Command(program, ["run", "build", "--output-logs=none", "--no-daemon"], workshop.PathOf(""));
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>What ran since it was asked last.</summary>
    public static string[] Took(Workshop workshop)
    {
        var file = workshop.PathOf("ran.txt");
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        File.Delete(file);
        return lines;
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i:00}");

    private static string Makefile()
    {
        var text = new StringBuilder("all:");
        for (var i = 0; i < Count; i++)
            text.Append($" made/{Name(i)}");
        for (var i = 0; i < Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nmade/{Name(i)}: $(wildcard packages/{Name(i)}/src/*)").Append(i < Layer ? "" : $" made/{Name(i - Layer)}");
            text.Append(CultureInfo.InvariantCulture, $"\n\t@mkdir -p made && cat packages/{Name(i)}/src/* > $@");
        }

        return text.Append('\n').ToString();
    }
}
