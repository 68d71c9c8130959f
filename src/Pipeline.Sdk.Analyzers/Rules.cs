using Microsoft.CodeAnalysis;

namespace Pipeline.Sdk.Analyzers;

/// <summary>The rules, each with its code; <c>docs/analyzers.md</c> tells more of them.</summary>
internal static class Rules
{
    private const string Category = "Pipeline.Sdk";

    public static readonly DiagnosticDescriptor OtherBuilder = Rule(
        "PIPE1001", "A handle belongs to another pipeline", "'{0}' was declared by '{1}' and is used in a pipeline of '{2}': declare it there too", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Blocking = Rule(
        "PIPE1002", "A target blocks a thread", "{0} blocks a thread that other targets need, and does not end when the run is cancelled: {1}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor Ambient = Rule(
        "PIPE1003", "A target uses what it did not declare", "{0} is not what the target declared to read, or passes the run by: {1}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor SecretArgument = Rule(
        "PIPE1004", "A secret is passed as an argument", "Everybody on the machine can read the arguments of a program: hand the secret over by ToolCommand.Variables or StandardInput", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor IgnoredCancellation = Rule(
        "PIPE1005", "The run's cancellation is not passed on", "{0} goes on when the run is cancelled: pass {1}.CancellationToken", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor Output = Rule(
        "PIPE1006", "An output does not survive as JSON", "{0} cannot be stored and read again, because {1}: return a record of plain values", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoDescription = Rule(
        "PIPE1007", "A target says nothing of itself", "Target {0} has no description for --list and the CI files: add Describe(\"…\"), or Hidden()", DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true);
}
