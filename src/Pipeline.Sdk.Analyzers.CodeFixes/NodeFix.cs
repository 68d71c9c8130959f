using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Pipeline.Sdk.Analyzers.CodeFixes;

/// <summary>A fix that changes one place of one file. It is offered only where the result compiles and means what was meant.</summary>
public abstract class NodeFix : CodeFixProvider
{
    private protected NodeFix(string code) => FixableDiagnosticIds = [code];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;

        foreach (var diagnostic in context.Diagnostics)
        {
            if (Fix(new FixPlace(diagnostic, root, model)) is var (title, changed))
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), diagnostic.Id), diagnostic);
        }
    }

    /// <summary>What the fix is called and the file's new root; null where no fix is obvious.</summary>
    private protected abstract (string Title, SyntaxNode Root)? Fix(FixPlace place);
}
