using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pipeline.Sdk.Core.Tests;

/// <summary>An author's program, compiled against the Core assembly as any other assembly would be: internals are out of reach.</summary>
internal static class Compiled
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Pipeline.Sdk;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || path == typeof(PipelineBuilder).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>The codes of the errors in a program whose builder is <c>build</c>; empty when it compiles.</summary>
    public static IReadOnlyList<string> Errors(string statements)
    {
        var program = $"var build = PipelineBuilder.Create(args);\n{statements}";
        var compilation = CSharpCompilation.Create(
            "AuthorsProgram",
            [CSharpSyntaxTree.ParseText(Usings, Language), CSharpSyntaxTree.ParseText(program, Language)],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(found => found.Id).Distinct()];
    }
}
