using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Pipeline.Sdk.Analyzers;

/// <summary>Members of .NET that have no place in a target, with what to use instead.</summary>
internal static class Members
{
    private const string Await = "await it";

    public static string NameOf(ISymbol member) => $"{member.ContainingType?.Name}.{member.Name}";

    public static string? Blocking(ISymbol member) => (TypeOf(member), member.Name) switch
    {
        ("System.Threading.Thread", "Sleep") => "await Task.Delay with the run's clock and token",
        ("System.Threading.Tasks.Task", "Wait" or "WaitAll" or "WaitAny") => Await,
        ("System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask", "Result") => Await,
        ("System.Runtime.CompilerServices.TaskAwaiter" or "System.Runtime.CompilerServices.ValueTaskAwaiter", "GetResult") => Await,
        ("System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter" or "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter", "GetResult") => Await,
        _ => null,
    };

    public static string? Ambient(ISymbol member) => (TypeOf(member), member.Name) switch
    {
        ("System.Console", _) => "write by the run's Log; ask by a parameter",
        ("System.DateTime" or "System.DateTimeOffset", "Now" or "UtcNow" or "Today") => "ask the run's Clock",
        ("System.Environment", "GetEnvironmentVariable" or "GetEnvironmentVariables" or "ExpandEnvironmentVariables") => "declare a parameter or a secret, and read it by Needs",
        ("System.Environment", "CurrentDirectory" or "GetCommandLineArgs") or ("System.IO.Directory", "GetCurrentDirectory" or "SetCurrentDirectory") => "use the run's Root and PathOf, and parameters",
        ("System.Environment", "Exit" or "FailFast" or "ExitCode") => "throw, and the run ends as it should",
        _ => null,
    };

    /// <summary>Whether a method's first argument is a path of a file or folder.</summary>
    public static bool TakesPath(IMethodSymbol method) =>
        TypeOf(method) is "System.IO.File" or "System.IO.Directory" && method.Parameters.FirstOrDefault() is { Name: "path" or "sourceFileName" or "sourceDirName", Type.SpecialType: SpecialType.System_String };

    public static bool IsRooted(string path) => path.StartsWith("/", StringComparison.Ordinal) || path.StartsWith("\\", StringComparison.Ordinal) || path.Contains(':');

    /// <summary>The parameter that could take a token, of a call that is awaited or handed on without one; null when it has one or there is none.</summary>
    public static IParameterSymbol? UnusedToken(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        if (!IsTask(method.ReturnType) || call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && KnownTypes.Is(argument.Value.Type, types.Cancellation)))
            return null;

        return method.Parameters.FirstOrDefault(parameter => KnownTypes.Is(parameter.Type, types.Cancellation))
            ?? method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(other => IsSameWithToken(method.OriginalDefinition, other, types))?.Parameters.Last();
    }

    private static bool IsSameWithToken(IMethodSymbol method, IMethodSymbol other, KnownTypes types)
    {
        var (parameters, longer) = (method.Parameters, other.OriginalDefinition.Parameters);
        return other.IsStatic == method.IsStatic
            && other.Arity == method.Arity
            && other.DeclaredAccessibility == Accessibility.Public
            && longer.Length == parameters.Length + 1
            && KnownTypes.Is(longer[longer.Length - 1].Type, types.Cancellation)
            && SameTypes(parameters, longer);
    }

    private static bool SameTypes(ImmutableArray<IParameterSymbol> parameters, ImmutableArray<IParameterSymbol> longer) =>
        parameters.Zip(longer, (one, other) => one.Type.ToDisplayString() == other.Type.ToDisplayString()).All(same => same);

    private static bool IsTask(ITypeSymbol type) =>
        type.OriginalDefinition.ToDisplayString() is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask<TResult>";

    private static string TypeOf(ISymbol member)
    {
        var type = member.ContainingType?.OriginalDefinition;
        if (type is null)
            return "";

        var name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        var generic = name.IndexOf('<');
        return generic < 0 ? name : name.Substring(0, generic) + (name.LastIndexOf('.') is var last && last > generic ? name.Substring(last) : "");
    }
}
