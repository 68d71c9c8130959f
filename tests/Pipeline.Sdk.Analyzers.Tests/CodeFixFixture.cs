using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Pipeline.Sdk.Analyzers.CodeFixes;

namespace Pipeline.Sdk.Analyzers.Tests;

/// <summary>Takes code fixes as an editor does: in a workspace, with what is done to a file after a fix.</summary>
internal static class CodeFixFixture
{
    private static readonly ImmutableArray<CodeFixProvider> _fixes = [new AmbientFix(), new BlockingFix(), new CancellationFix(), new DescriptionFix()];

    /// <summary>Takes the fix of each mark of a rule, until none is left.</summary>
    public static async Task VerifyAsync(string code, string before, string after)
    {
        var text = Fixture.Program(before);
        for (var left = await MarksAsync(code, text); left.Count > 0; left = await MarksAsync(code, text))
        {
            var actions = await ActionsAsync(left[0], text);
            text = await Assert.Single(actions).Apply();

            // The next look compiles it.
            Assert.True((await MarksAsync(code, text)).Count < left.Count, text);
        }

        Assert.Equal(Fixture.Program(after), text);
    }

    /// <summary>The rule marks it, and has no fix.</summary>
    public static async Task VerifyNoneAsync(string code, string before)
    {
        var text = Fixture.Program(before);
        var marks = await MarksAsync(code, text);
        Assert.NotEmpty(marks);
        foreach (var mark in marks)
            Assert.Empty(await ActionsAsync(mark, text));
    }

    private static async Task<List<Microsoft.CodeAnalysis.Diagnostic>> MarksAsync(string code, string text) => [.. (await Fixture.LookAsync(text)).Where(mark => mark.Id == code)];

    private static async Task<List<(string Title, Func<Task<string>> Apply)>> ActionsAsync(Microsoft.CodeAnalysis.Diagnostic mark, string text)
    {
        var workspace = new AdhocWorkspace();
        var project = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "build", "build", LanguageNames.CSharp, compilationOptions: Fixture.Options, parseOptions: Fixture.ParseOptions, metadataReferences: Fixture.References);
        var document = workspace.AddProject(project).AddDocument("build.cs", text);
        var actions = new List<(string, Func<Task<string>>)>();
        foreach (var fix in _fixes.Where(fix => fix.FixableDiagnosticIds.Contains(mark.Id)))
        {
            // The mark is of the same text in another tree.
            var tree = await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException();
            var here = Microsoft.CodeAnalysis.Diagnostic.Create(mark.Descriptor, Location.Create(tree, mark.Location.SourceSpan), mark.Properties);
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add((action.Title, () => ApplyAsync(action, document.Id))), TestContext.Current.CancellationToken));
        }

        return actions;
    }

    private static async Task<string> ApplyAsync(CodeAction action, DocumentId document)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>());
        var changed = operation.ChangedSolution.GetDocument(document) ?? throw new InvalidOperationException();
        return (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }
}
