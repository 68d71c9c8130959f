using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution;

/// <summary>The values of one run: outputs as targets make them, parameters, the environment.</summary>
internal sealed class ValueStore : IValueReader
{
    private readonly ConcurrentDictionary<IValue, object?> _values = new();
    private readonly DeploymentEnvironment? _environment;

    public ValueStore(Plan plan)
    {
        _environment = plan.Environment;
        foreach (var parameter in plan.Parameters)
            _values[parameter.Definition.Handle] = parameter.Value;
    }

    /// <summary>Takes an output that is read only when somebody asks for it.</summary>
    public void SetLater(Target target, Func<object?> output)
    {
        if (target is IValue value)
            _values[value] = new Later(output);
    }

    public void Set(Target target, object? output)
    {
        if (target is IValue value)
            _values[value] = output;
    }

    /// <summary>The output of a target that has run or was provided.</summary>
    public bool TryGet(Target target, out object? output)
    {
        output = null;
        return target is IValue value && TryFind(value, out output);
    }

    public bool TryRead<T>(IValue<T> value, [MaybeNullWhen(false)] out T found)
    {
        found = default;
        if (!TryFind(value, out var stored) || stored is not T typed)
            return false;

        found = typed;
        return true;
    }

    public T Read<T>(IValue<T> value)
    {
        if (value is SelectedEnvironment && _environment is T environment)
            return environment;

        // The planner lets no step run whose values are not there, so a miss is our own mistake and is said loudly.
        return TryFind(value, out var found) && found is T typed
            ? typed
            : throw new InvalidOperationException($"The value '{value.Name}' is not there although the plan promised it. A target's output must not be null.");
    }

    private bool TryFind(IValue value, out object? found)
    {
        if (!_values.TryGetValue(value, out found))
            return false;
        if (found is Later later)
            found = later.Output();
        return true;
    }

    /// <summary>An output that lies in the store of results.</summary>
    private sealed class Later(Func<object?> read)
    {
        private readonly Lazy<object?> _value = new(read);

        public object? Output() => _value.Value;
    }
}
