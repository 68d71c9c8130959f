using Microsoft.CodeAnalysis;

namespace Pipeline.Sdk.Analyzers;

/// <summary>Which types come back from JSON as they went in; of a record, its properties too.</summary>
internal static class OutputTypes
{
    /// <summary>Why a type does not survive, or null.</summary>
    public static string? Problem(ITypeSymbol type) => Own(type, "it") ?? type switch
    {
        INamedTypeSymbol { IsGenericType: true } generic => generic.TypeArguments.Select(Problem).FirstOrDefault(problem => problem is not null) ?? OfProperties(type),
        IArrayTypeSymbol array => Problem(array.ElementType),
        _ => OfProperties(type),
    };

    private static string? OfProperties(ITypeSymbol type) =>
        type.Locations.Any(location => location.IsInSource)
            ? type.GetMembers().OfType<IPropertySymbol>()
                .Where(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, GetMethod: not null } && !IsIgnored(property))
                .Select(property => Own(property.Type, $"its {property.Name}")).FirstOrDefault(problem => problem is not null)
            : null;

    private static string? Own(ITypeSymbol type, string who)
    {
        if (type.TypeKind == TypeKind.Delegate)
            return $"{who} is a delegate";
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || type.IsRefLikeType)
            return $"{who} points into memory";
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic)
            return $"{who} may be anything";
        if (type.TypeKind == TypeKind.Interface && !IsCollection(type))
            return $"{who} is an interface";
        if (type.AllInterfaces.Any(other => other.SpecialType == SpecialType.System_IDisposable))
            return $"{who} holds something open";
        return type.ToDisplayString() is "System.Type" or "System.Threading.CancellationToken" or "System.Exception" ? $"{who} means something in this process only" : null;
    }

    private static bool IsCollection(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Immutable";

    private static bool IsIgnored(IPropertySymbol property) => property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIgnoreAttribute");
}
