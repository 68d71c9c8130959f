using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Pipeline.Sdk.Analyzers.Tests;

/// <summary>
/// A pipeline program that is compiled with the real SDK and looked at by all analyzers. What they must mark stands between <c>{|CODE:</c> and <c>|}</c>; anything else that they mark
/// fails the test.
/// </summary>
internal static partial class Fixture
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Collections.Immutable; using System.IO; using System.Linq; using System.Net.Http; using System.Threading; using System.Threading.Tasks;
        using Pipeline.Sdk;

        """;

    private const string Begin = "var build = PipelineBuilder.Create(args);\n";

    private static readonly ImmutableArray<DiagnosticAnalyzer> _analyzers = [new DefinitionAnalyzer(), new TargetAnalyzer()];

    public static ImmutableArray<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => !Path.GetFileName(path).StartsWith("Pipeline.Sdk.Analyzers", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilationOptions Options { get; } = new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    /// <summary>A whole program of some statements.</summary>
    public static string Program(string statements) => Usings + Begin + statements;

    /// <summary>A program whose statements follow <c>var build = PipelineBuilder.Create(args);</c>.</summary>
    public static Task VerifyAsync(string statements) => VerifyProgramAsync(Begin + statements);

    public static async Task VerifyProgramAsync(string program)
    {
        var (text, expected) = Read(Usings + program);
        var found = await LookAsync(text);
        Assert.Equal(expected, found.Select(diagnostic => (diagnostic.Id, text[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End])));
    }

    /// <summary>What the analyzers say of a program, in the order of the text.</summary>
    public static async Task<ImmutableArray<Microsoft.CodeAnalysis.Diagnostic>> LookAsync(params string[] files)
    {
        var trees = files.Select(text => CSharpSyntaxTree.ParseText(text, ParseOptions, cancellationToken: TestContext.Current.CancellationToken));
        var compilation = CSharpCompilation.Create("build", trees, References, Options);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));

        // An analyzer that throws is told as AD0001, and fails the test as any other surprise.
        var found = await compilation.WithAnalyzers(_analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static (string Text, List<(string Code, string Marked)> Expected) Read(string marked)
    {
        var expected = Mark().Matches(marked).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();
        return (Mark().Replace(marked, "$2"), expected);
    }

    [GeneratedRegex(@"\{\|(PIPE\d+):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
