using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pipeline.Sdk.Tests;

/// <summary>Prints everything of an assembly that others can use, one member a line in ordinal order: a change to it is a reviewed diff.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The libraries; the first one is what users reference.</summary>
    public static readonly string[] Rooms = ["", "Core", "Execution", "Generation", "DotNet", "Migrations", "Delivery", "LocalHost.Contracts", "Telemetry", "Testing"];

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
            Write(text, type);
        return text.Length == 0 ? "(nothing is public)\n" : text.ToString();
    }

    private static void Write(StringBuilder text, Type type)
    {
        if (text.Length > 0)
            text.Append('\n');
        text.Append(Head(type)).Append('\n');
        var members = type.IsEnum ? EnumMembers(type) : typeof(Delegate).IsAssignableFrom(type) ? [] : Members(type);
        foreach (var member in members)
            text.Append("  ").Append(member).Append('\n');
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? IsRecord(type) ? "record struct" : "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : (type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class");
        var bases = type.IsEnum || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object) ? [] : new[] { Name(type.BaseType) };
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        IEnumerable<string> interfaces = type.IsEnum ? [] : type.GetInterfaces().Except(inherited).Where(found => found.IsVisible).Select(Name).Order(StringComparer.Ordinal);
        var rests = string.Join(", ", bases.Concat(interfaces));
        return $"{kind} {type.Namespace}.{Name(type)}{(rests.Length > 0 ? " : " + rests : "")}{Constraints(type.GetGenericArguments())}"
            + (type.GetMethod("Invoke") is { } invoke && kind == "delegate" ? $" = {Name(invoke.ReturnType)}({Parameters(invoke)})" : "");
    }

    private static IEnumerable<string> EnumMembers(Type type) =>
        Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");

    private static IEnumerable<string> Members(Type type)
    {
        // A record's own members are the compiler's: they follow from its head and its properties.
        var isRecord = IsRecord(type);
        var constructors = type.GetConstructors(Declared).Where(IsVisible).Where(constructor => !constructor.IsStatic && !(isRecord && IsCopy(constructor)))
            .Select(constructor => $"{Access(constructor)}new({Parameters(constructor)})");
        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Select(field => $"{(field.IsStatic ? field.IsLiteral ? "const " : "static " : "")}{Typed(field.FieldType, Nullability.Create(field))} {field.Name}");
        var properties = type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Where(property => property.Name != "EqualityContract").Select(Property);
        var methods = type.GetMethods(Declared).Where(IsVisible).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            .Where(method => !isRecord || method.GetCustomAttribute<CompilerGeneratedAttribute>() is null).Select(Method);
        var events = type.GetEvents(Declared).Where(found => found.AddMethod is { } add && IsVisible(add)).Select(found => $"event {Name(found.EventHandlerType ?? typeof(object))} {found.Name}");
        return constructors.Order(StringComparer.Ordinal)
            .Concat(fields.Concat(properties).Concat(events).Order(StringComparer.Ordinal))
            .Concat(methods.Order(StringComparer.Ordinal));
    }

    private static string Property(PropertyInfo property)
    {
        var any = property.GetMethod ?? property.SetMethod;
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        var set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var indexes = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        return $"{(any is null ? "" : Access(any))}{required}{Typed(property.PropertyType, Nullability.Create(property))} {property.Name}{indexes} {{ get;{set} }}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var extension = method.GetCustomAttribute<ExtensionAttribute>() is null ? "" : "this ";
        var constraints = method.IsGenericMethodDefinition ? Constraints(method.GetGenericArguments()) : "";
        return $"{Access(method)}{Typed(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{generic}({extension}{Parameters(method)}){constraints}";
    }

    private static string Access(MethodBase method)
    {
        var declaringIsInterface = method.DeclaringType?.IsInterface == true;
        return (method.IsPublic ? "" : "protected ")
            + (method.IsStatic ? "static " : "")
            + (method.IsAbstract && !declaringIsInterface ? "abstract "
                : method is MethodInfo { IsVirtual: true, IsFinal: false } info && !declaringIsInterface ? info.GetBaseDefinition() == info ? "virtual " : "override " : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var filled = parameter.GetCustomAttribute<CallerFilePathAttribute>() is not null ? "[CallerFilePath] "
            : parameter.GetCustomAttribute<CallerLineNumberAttribute>() is not null ? "[CallerLineNumber] "
            : parameter.GetCustomAttribute<CallerArgumentExpressionAttribute>() is not null ? "[CallerArgumentExpression] " : "";
        var way = parameter.GetCustomAttribute<ParamArrayAttribute>() is not null ? "params " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        var type = parameter.ParameterType is { IsByRef: true } reference ? reference.GetElementType() ?? reference : parameter.ParameterType;
        var fallback = parameter.HasDefaultValue ? " = " + Literal(parameter.DefaultValue, type) : "";
        return $"{filled}{way}{Typed(type, Nullability.Create(parameter))} {parameter.Name}{fallback}";
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.GetName(type, value) ?? value}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Typed(Type type, NullabilityInfo nullability)
    {
        if (type.IsGenericParameter)
            return type.Name;

        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner) + "?";

        var mark = !type.IsValueType && type != typeof(void) && nullability.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return (nullability.ElementType is { } element && type.GetElementType() is { } of ? Typed(of, element) : Name(type.GetElementType() ?? type)) + "[]" + mark;

        if (!type.IsGenericType || nullability.GenericTypeArguments.Length != type.GetGenericArguments().Length)
            return Name(type) + mark;

        var arguments = type.GetGenericArguments().Select((argument, index) => Typed(argument, nullability.GenericTypeArguments[index]));
        return $"{Plain(type)}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string Name(Type type) =>
        type.IsGenericParameter ? type.Name
        : type.IsArray ? Name(type.GetElementType() ?? type) + "[]"
        : Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?"
        : type.IsGenericType ? $"{Plain(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : Plain(type);

    private static string Plain(Type type)
    {
        var keyword = type == typeof(string) ? "string" : type == typeof(bool) ? "bool" : type == typeof(int) ? "int" : type == typeof(long) ? "long"
            : type == typeof(double) ? "double" : type == typeof(object) ? "object" : type == typeof(void) ? "void" : type.Name;
        var outer = type is { IsNested: true, IsGenericParameter: false, DeclaringType: { } declaring } ? Plain(declaring) + "." : "";
        return outer + keyword.Split('`')[0];
    }

    private static string Constraints(Type[] arguments)
    {
        var text = new StringBuilder();
        foreach (var argument in arguments.Where(argument => argument.IsGenericParameter))
        {
            var attributes = argument.GenericParameterAttributes;
            var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            var parts = argument.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(Name).ToList();
            if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
                parts.Insert(0, "class");
            if (isStruct)
                parts.Insert(0, "struct");
            if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
                parts.Add("new()");
            if (parts.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $" where {argument.Name} : {string.Join(", ", parts)}");
        }

        return text.ToString();
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", Declared) is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is { } print && print.GetCustomAttribute<CompilerGeneratedAttribute>() is not null);

    private static bool IsCopy(ConstructorInfo constructor) => constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType;
}
