using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OwnOptions = Pipeline.Sdk.CommandLine.OwnOptions;
using DiagnosticLevel = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace Pipeline.Sdk.Tests;

/// <summary>What the documentation promises, against the sources: codes, links, options, and examples that compile.</summary>
public partial class DocumentationTests
{
    // What the .NET SDK adds to a console program with ImplicitUsings.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string Root = FindRoot();

    public static TheoryData<string> Pages { get; } = [.. Files("*.md").Select(Relative)];

    public static TheoryData<string, int> Programs { get; } = FindPrograms();

    [Fact]
    public void Every_code_of_the_sources_is_in_the_diagnostics_page_and_no_other()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "src", "Pipeline.Sdk", "build"), "*.targets"))
            .Append(Path.Combine(Root, "build.sh"))
            .Append(Path.Combine(Root, "build.cmd"));
        var known = sources.SelectMany(File.ReadLines).Where(line => !IsComment(line)).SelectMany(Codes).ToHashSet();
        var rows = File.ReadLines(Path.Combine(Root, "docs", "diagnostics.md"))
            .Where(line => line.StartsWith("| PIPE", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1].Trim())
            .ToList();

        Assert.Equal(known.Order(), rows.Distinct().Order());
        Assert.Equal(rows.Distinct().Count(), rows.Count);
    }

    [Fact]
    public void No_page_names_a_code_that_does_not_exist()
    {
        var known = Codes(File.ReadAllText(Path.Combine(Root, "docs", "diagnostics.md"))).ToHashSet();

        Assert.All(Files("*.md"), page => Assert.Empty(Codes(File.ReadAllText(page)).Except(known)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it(string page)
    {
        var path = Path.Combine(Root, page);
        var broken = Links(File.ReadAllText(path)).Where(link => !Leads(path, link));

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_option_of_the_command_line_is_in_its_page()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "cli.md"));

        Assert.All(OwnOptions.All, option => Assert.Contains($"| `{option.Usage}` |", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_whole_program_compiles(string page, int number)
    {
        var program = ProgramsOf(Path.Combine(Root, page)).ElementAt(number - 1);
        var language = new CSharpParseOptions(LanguageVersion.Latest);
        var references = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "ReadersProgram",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, language), CSharpSyntaxTree.ParseText(program, language)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticLevel.Error));
    }

    [Fact]
    public void The_readme_shows_a_whole_program() => Assert.NotEmpty(ProgramsOf(Path.Combine(Root, "README.md")));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "build.sh")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No build.sh above {AppContext.BaseDirectory}: these tests run inside the repository.");
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), pattern, SearchOption.AllDirectories)
            .Append(Path.Combine(Root, "README.md"))
            .Append(Path.Combine(Root, "CONTRIBUTING.md"))
            .Order(StringComparer.Ordinal);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static TheoryData<string, int> FindPrograms()
    {
        var programs = new TheoryData<string, int>();
        foreach (var page in Files("*.md"))
        {
            for (var number = 1; number <= ProgramsOf(page).Count(); number++)
                programs.Add(Relative(page), number);
        }

        return programs;
    }

    private static IEnumerable<string> ProgramsOf(string page) =>
        CSharpBlock().Matches(Text(page)).Select(match => match.Groups["code"].Value).Where(code => code.StartsWith("using Pipeline.Sdk;", StringComparison.Ordinal));

    private static string Text(string page) => File.ReadAllText(page).ReplaceLineEndings("\n");

    // A comment names ranges of codes and examples: only what is told to people counts.
    private static bool IsComment(string line) =>
        line.TrimStart() is var text && (text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith('#') || text.StartsWith("rem ", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Codes(string text) => Code().Matches(text).Select(match => match.Value);

    private static IEnumerable<string> Links(string text) =>
        Link().Matches(Fence().Replace(text.ReplaceLineEndings("\n"), "")).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Path.GetFullPath(parts[0], Path.GetDirectoryName(page) ?? Root);
        if (!Path.Exists(file))
            return false;
        return parts.Length == 1 || Anchors(Text(file)).Contains(parts[1], StringComparer.Ordinal);
    }

    // As GitHub makes them: lower case, blanks become '-', everything else that is no letter, digit, '-' or '_' goes.
    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(Fence().Replace(text, "")).Select(match => string.Concat(
            match.Groups["text"].Value.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c)));

    [GeneratedRegex("PIPE[0-9]{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!!)\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}
