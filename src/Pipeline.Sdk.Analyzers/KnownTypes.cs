using Microsoft.CodeAnalysis;

namespace Pipeline.Sdk.Analyzers;

/// <summary>The SDK's types in one compilation.</summary>
internal sealed class KnownTypes
{
    private readonly INamedTypeSymbol _draft;

    private KnownTypes(INamedTypeSymbol run, INamedTypeSymbol builder, INamedTypeSymbol draft, Compilation compilation)
    {
        (Run, Builder, _draft) = (run, builder, draft);
        Secret = compilation.GetTypeByMetadataName("Pipeline.Sdk.SecretText");
        Command = compilation.GetTypeByMetadataName("Pipeline.Sdk.ToolCommand");
        Cancellation = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
    }

    public INamedTypeSymbol Run { get; }

    public INamedTypeSymbol Builder { get; }

    public INamedTypeSymbol? Secret { get; }

    public INamedTypeSymbol? Command { get; }

    public INamedTypeSymbol? Cancellation { get; }

    /// <summary>Null in a compilation that does not know the SDK.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Pipeline.Sdk.RunContext") is { } run
        && compilation.GetTypeByMetadataName("Pipeline.Sdk.PipelineBuilder") is { } builder
        && compilation.GetTypeByMetadataName("Pipeline.Sdk.TargetDraftBase`1") is { } draft
            ? new KnownTypes(run, builder, draft, compilation)
            : null;

    public bool IsRun(ITypeSymbol? type) => Is(type, Run);

    public bool IsBuilder(ITypeSymbol? type) => Is(type, Builder);

    public bool IsSecret(ITypeSymbol? type) => Is(type, Secret);

    public bool IsDraft(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type.OriginalDefinition, _draft))
                return true;
        }

        return false;
    }

    /// <summary>A method whose last step registers a target.</summary>
    public bool IsRegistration(IMethodSymbol method) => method.Name == "Run" && IsDraft(method.ContainingType);

    public static bool Is(ITypeSymbol? type, ITypeSymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(type, other);
}
