namespace Pipeline.Sdk.Views;

/// <summary>Types as an author writes them.</summary>
internal static class TypeNames
{
    /// <summary><c>ImmutableArray&lt;TestReport&gt;</c>; language keywords for the simple ones.</summary>
    public static string Of(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => type.Name,
        TypeCode.String => "string",
        TypeCode.Boolean => "bool",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        _ when type.IsArray => Of(type.GetElementType() ?? typeof(object)) + "[]",
        _ when type.IsGenericType => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>",
        _ => type.Name,
    };
}
