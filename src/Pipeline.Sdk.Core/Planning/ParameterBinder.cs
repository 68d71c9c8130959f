using System.Collections.Immutable;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Planning;

/// <summary>
/// Gives every parameter that a running step reads its value: command line, then environment variables, then what files and prompts gave, then default.
/// </summary>
internal static class ParameterBinder
{
    public static ImmutableArray<BoundParameter> Bind(
        TargetGraph graph,
        ImmutableArray<PlanStep> steps,
        DeploymentEnvironment? environment,
        Invocation invocation,
        PlanFacts facts,
        List<Diagnostic> diagnostics,
        out ImmutableArray<ParameterDefinition> missing)
    {
        CheckGiven(graph, invocation, facts, diagnostics);
        CheckTexts(graph, facts, diagnostics);
        var readers = Readers(steps, EnvironmentParameters.Of(graph.Definition, environment));
        var bound = ImmutableArray.CreateBuilder<BoundParameter>();
        var absent = ImmutableArray.CreateBuilder<ParameterDefinition>();
        foreach (var parameter in graph.Definition.Parameters)
        {
            if (!readers.TryGetValue(parameter, out var targets))
                continue;

            if (Strongest(parameter, invocation, facts) is { } given)
            {
                Bind(parameter, given, bound, diagnostics);
            }
            else if (parameter.Default is { } fallback)
            {
                bound.Add(new BoundParameter(parameter, fallback, "default"));
            }
            else
            {
                absent.Add(parameter);
                if (!facts.Explained.Contains(parameter.Name))
                    diagnostics.Add(PlanDiagnostics.ParameterMissing(parameter, targets, facts.SecretsFile));
            }
        }

        for (var i = 0; i < bound.Count; i++)
        {
            if (bound[i].Value is PartitionPart part)
                bound[i] = bound[i] with { Value = part with { Durations = facts.Durations } };
        }

        missing = absent.ToImmutable();
        return bound.ToImmutable();
    }

    /// <summary>The value that a parameter has in this run, or null when it has none that is valid. Nothing is reported here.</summary>
    public static object? Peek(TargetGraph graph, IValue value, Invocation invocation, PlanFacts facts)
    {
        foreach (var parameter in graph.Definition.Parameters)
        {
            if (parameter.Handle == value)
                return Strongest(parameter, invocation, facts) is { } given ? Read(parameter, given).Value : parameter.Default;
        }

        return null;
    }

    /// <summary>
    /// What gives the parameter its value as things stand, or null when only a default is left. The strongest source counts even when its text is
    /// wrong: if a weaker one stepped in, a slip would go unseen.
    /// </summary>
    public static ParameterText? Strongest(ParameterDefinition parameter, Invocation invocation, PlanFacts facts)
    {
        if (invocation.Parameters.TryGetValue(parameter.Name, out var typed))
            return new ParameterText(parameter.Name, typed, "command line");

        // An empty variable is what CI systems hand over for a value that is not set, and Azure Pipelines the text $(NAME).
        foreach (var variable in parameter.Variables)
        {
            if (facts.Variables.TryGetValue(variable, out var text) && text.Length > 0 && text != $"$({variable})")
                return new ParameterText(parameter.Name, text, "environment variable " + variable);
        }

        foreach (var text in facts.Texts)
        {
            if (text.Name == parameter.Name)
                return text;
        }

        return null;
    }

    /// <summary>Reads a text as a value of the parameter.</summary>
    public static ParsedValue Read(ParameterDefinition parameter, ParameterText text) =>
        text.Error is { } error ? new ParsedValue(null, error)
        : text.Entries.IsDefault || parameter.ParseEntries is not { } parse ? parameter.Parse(text.Text)
        : parse(text.Entries);

    // What a person typed is checked even when nothing in this plan reads it: a wrong value is a slip either way.
    private static void CheckGiven(TargetGraph graph, Invocation invocation, PlanFacts facts, List<Diagnostic> diagnostics)
    {
        if (invocation.Parameters.IsEmpty)
            return;

        foreach (var (name, text) in invocation.Parameters.OrderBy(given => given.Key, StringComparer.Ordinal))
        {
            var parameter = graph.Definition.Parameters.FirstOrDefault(known => known.Name == name);
            if (parameter is null)
                diagnostics.Add(PlanDiagnostics.UnknownParameter("--" + name, graph.Definition.Parameters.Where(known => !known.IsSecret).Select(known => known.Option)));
            else if (parameter.IsSecret)
                diagnostics.Add(PlanDiagnostics.SecretOnCommandLine(parameter, facts.SecretsFile));
            else if (parameter.Parse(text).Error is { } error)
                diagnostics.Add(PlanDiagnostics.ParameterInvalid(parameter, text, "command line", error));
        }
    }

    // The same for files, which are committed: whoever reads the value next would stumble.
    private static void CheckTexts(TargetGraph graph, PlanFacts facts, List<Diagnostic> diagnostics)
    {
        foreach (var text in facts.Texts)
        {
            foreach (var parameter in graph.Definition.Parameters)
            {
                if (parameter.Name == text.Name && Read(parameter, text).Error is { } error)
                    diagnostics.Add(PlanDiagnostics.ParameterInvalid(parameter, text.Text, text.Source, error));
            }
        }
    }

    private static Dictionary<ParameterDefinition, List<string>> Readers(ImmutableArray<PlanStep> steps, ImmutableArray<ParameterDefinition> ofEnvironment)
    {
        var readers = new Dictionary<ParameterDefinition, List<string>>(ReferenceEqualityComparer.Instance);
        foreach (var step in steps)
        {
            if (step.Disposition != StepDisposition.Run)
                continue;

            foreach (var parameter in EnvironmentParameters.OfStep(step.Target, ofEnvironment))
            {
                if (!readers.TryGetValue(parameter, out var names))
                    readers.Add(parameter, names = []);
                names.Add(step.Name);
            }
        }

        return readers;
    }

    private static void Bind(ParameterDefinition parameter, ParameterText given, ImmutableArray<BoundParameter>.Builder bound, List<Diagnostic> diagnostics)
    {
        // A secret on the command line is refused already.
        if (parameter.IsSecret && given.Source == "command line")
            return;

        var parsed = Read(parameter, given);
        if (parsed is { Error: null, Value: { } value })
            bound.Add(new BoundParameter(parameter, value, given.Source));
        else if (given.Source.StartsWith("environment variable", StringComparison.Ordinal))
            diagnostics.Add(PlanDiagnostics.ParameterInvalid(parameter, given.Text, given.Source, parsed.Error ?? "it is empty"));
    }
}
