using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Pipeline.Sdk.Analyzers;

/// <summary>What is wrong with the definition of a target: a handle of another pipeline, an output that cannot be stored, no description.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefinitionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.OtherBuilder, Rules.Output, Rules.NoDescription];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } types)
                start.RegisterOperationAction(operation => Look(operation, (IInvocationOperation)operation.Operation, types), OperationKind.Invocation);
        });
    }

    private static void Look(OperationAnalysisContext context, IInvocationOperation call, KnownTypes types)
    {
        if (!types.IsDraft(call.TargetMethod.ContainingType))
            return;

        if (types.IsRegistration(call.TargetMethod))
        {
            LookAtOutput(context, call);
            LookAtDescription(context, call, types);
        }
        else
        {
            LookAtHandles(context, call, types);
        }
    }

    private static void LookAtOutput(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (call.Type is INamedTypeSymbol { TypeArguments.Length: 1 } target && OutputTypes.Problem(target.TypeArguments[0]) is { } problem)
            context.ReportDiagnostic(Microsoft.CodeAnalysis.Diagnostic.Create(Rules.Output, NameLocation.Of(call), target.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), problem));
    }

    private static void LookAtDescription(OperationAnalysisContext context, IInvocationOperation call, KnownTypes types)
    {
        for (var step = call.Instance as IInvocationOperation; step is not null; step = step.Instance as IInvocationOperation)
        {
            if (step.TargetMethod.Name is "Describe" or "Hidden")
                return;

            if (types.IsBuilder(step.TargetMethod.ContainingType))
            {
                var name = step.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
                context.ReportDiagnostic(Microsoft.CodeAnalysis.Diagnostic.Create(
                    Rules.NoDescription, (name?.Syntax ?? step.Syntax).GetLocation(), name?.ConstantValue is { HasValue: true, Value: string text } ? $"'{text}'" : "without a constant name"));
                return;
            }
        }
    }

    private static void LookAtHandles(OperationAnalysisContext context, IInvocationOperation call, KnownTypes types)
    {
        if (BuilderOrigin.Of(call.Instance, types) is not { } here)
            return;

        var values = call.Arguments.SelectMany(argument => argument.Value is IArrayCreationOperation { Initializer: { } array } ? array.ElementValues : [argument.Value]);
        foreach (var value in values)
        {
            if (BuilderOrigin.Of(value, types) is { } there && !SymbolEqualityComparer.Default.Equals(here, there))
                context.ReportDiagnostic(Microsoft.CodeAnalysis.Diagnostic.Create(Rules.OtherBuilder, value.Syntax.GetLocation(), value.Syntax.ToString(), there.Name, here.Name));
        }
    }
}
