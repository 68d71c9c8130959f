using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>Gives every parameter that a running step reads its value: command line, then environment variable, then default.</summary>
internal static class ParameterBinder
{
    public static ImmutableArray<BoundParameter> Bind(
        TargetGraph graph,
        ImmutableArray<PlanStep> steps,
        Invocation invocation,
        PlanFacts facts,
        List<Diagnostic> diagnostics)
    {
        CheckGiven(graph, invocation, diagnostics);
        var readers = Readers(steps);
        var bound = ImmutableArray.CreateBuilder<BoundParameter>();
        foreach (var parameter in graph.Definition.Parameters)
        {
            if (readers.TryGetValue(parameter, out var targets) && Bind(parameter, targets, invocation, facts, diagnostics) is { } value)
                bound.Add(value.Value is PartitionPart part ? value with { Value = part with { Durations = facts.Durations } } : value);
        }

        return bound.ToImmutable();
    }

    /// <summary>The value that a parameter has in this run, or null when it has none that is valid. Nothing is reported here.</summary>
    public static object? Peek(TargetGraph graph, IValue value, Invocation invocation, PlanFacts facts)
    {
        foreach (var parameter in graph.Definition.Parameters)
        {
            if (parameter.Handle == value)
                return Bind(parameter, [], invocation, facts, [])?.Value;
        }

        return null;
    }

    // What a person typed is checked even when nothing in this plan reads it: a wrong value is a slip either way.
    private static void CheckGiven(TargetGraph graph, Invocation invocation, List<Diagnostic> diagnostics)
    {
        if (invocation.Parameters.IsEmpty)
            return;

        foreach (var (name, text) in invocation.Parameters.OrderBy(given => given.Key, StringComparer.Ordinal))
        {
            var parameter = graph.Definition.Parameters.FirstOrDefault(known => known.Name == name);
            if (parameter is null)
                diagnostics.Add(PlanDiagnostics.UnknownParameter("--" + name, graph.Definition.Parameters.Where(known => !known.IsSecret).Select(known => known.Option)));
            else if (parameter.IsSecret)
                diagnostics.Add(PlanDiagnostics.SecretOnCommandLine(parameter));
            else if (parameter.Parse(text).Error is { } error)
                diagnostics.Add(PlanDiagnostics.ParameterInvalid(parameter, text, "command line", error));
        }
    }

    private static Dictionary<ParameterDefinition, List<string>> Readers(ImmutableArray<PlanStep> steps)
    {
        var readers = new Dictionary<ParameterDefinition, List<string>>(ReferenceEqualityComparer.Instance);
        foreach (var step in steps)
        {
            if (step.Disposition != StepDisposition.Run)
                continue;

            foreach (var parameter in step.Target.Parameters)
            {
                if (!readers.TryGetValue(parameter, out var names))
                    readers.Add(parameter, names = []);
                names.Add(step.Name);
            }
        }

        return readers;
    }

    private static BoundParameter? Bind(ParameterDefinition parameter, List<string> targets, Invocation invocation, PlanFacts facts, List<Diagnostic> diagnostics)
    {
        if (invocation.Parameters.TryGetValue(parameter.Name, out var given))
            return parameter.Parse(given) is { Error: null, Value: { } typed } ? new BoundParameter(parameter, typed, "command line") : null;

        // An empty variable is what CI systems hand over for a value that is not set.
        if (facts.Variables.TryGetValue(parameter.Variable, out var text) && text.Length > 0)
        {
            var source = "environment variable " + parameter.Variable;
            var parsed = parameter.Parse(text);
            if (parsed is { Error: null, Value: { } value })
                return new BoundParameter(parameter, value, source);

            diagnostics.Add(PlanDiagnostics.ParameterInvalid(parameter, text, source, parsed.Error ?? "it is empty"));
            return null;
        }

        if (parameter.Default is { } fallback)
            return new BoundParameter(parameter, fallback, "default");

        diagnostics.Add(PlanDiagnostics.ParameterMissing(parameter, targets));
        return null;
    }
}
