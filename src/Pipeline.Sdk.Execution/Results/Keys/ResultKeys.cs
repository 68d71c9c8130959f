using System.Runtime.InteropServices;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// Works out what the result of a target rests on: input files by content, the build program, the values that it needs, declared variables and tools, the
/// platform, and the keys of the results that it rests on. No secret is in it. docs/results.md has the exact content.
/// </summary>
internal sealed class ResultKeys
{
    // Children see them, and programs change what they do by them: so they are part of what a result rests on.
    private static readonly string[] _alwaysRead = ["CI", "LANG", "LC_ALL", "TZ"];

    private readonly Plan _plan;
    private readonly ResultSettings _settings;
    private readonly FileIndex _index;
    private readonly Memory _memory;
    private readonly ToolPrints _tools;
    private readonly SourceAnswers _sources;
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly Lazy<string> _program;
    private readonly Lazy<string> _platform = new(Platform);

    public ResultKeys(Plan plan, ResultSettings settings, FileIndex index, Memory memory, ToolPrints tools, SourceAnswers sources)
    {
        (_plan, _settings, _index, _memory, _tools, _sources) = (plan, settings, index, memory, tools, sources);
        _program = new Lazy<string>(settings.Program);
        foreach (var parameter in plan.Parameters)
        {
            if (!parameter.Definition.IsSecret)
                _parameters[parameter.Definition.Name] = parameter.Text;
        }
    }

    /// <summary>Hears of patterns that mean no file.</summary>
    public Action<GraphTarget, string> Unmatched { get; init; } = (_, _) => { };

    /// <summary>What a target's result rests on.</summary>
    /// <param name="target">A target with inputs.</param>
    /// <param name="rests">What is known of the targets before it, by index; see <see cref="RestsOn"/>.</param>
    public KeyLook Look(GraphTarget target, Func<GraphTarget, RestsOn> rests)
    {
        if (target.Definition.Draft.Result is not { } rule)
            return KeyLook.Later("it declares no inputs");

        var shape = new List<KeyPart>();
        if (AddResults(target, rests, shape) is { } undecided)
            return KeyLook.Later(undecided);

        AddShape(target, rule, shape);
        var unmatched = new List<string>();
        var state = State(target, rule, unmatched);
        foreach (var pattern in unmatched)
            Unmatched(target, pattern);

        var print = PrintOf(shape) ^ state.Print;
        var known = _memory.Of(target.Name);
        var parts = new Lazy<IReadOnlyList<KeyPart>>(() => [.. shape, .. Inputs(state)]);
        var key = known is { Key.Length: > 0 } && known.Print == print && state.IsSettled ? known.Key : KeyText.Key(KeyText.Of(parts.Value));
        return new KeyLook(key, "", print, state.IsSettled, () => parts.Value);
    }

    private InputState State(GraphTarget target, ResultRule rule, List<string> unmatched)
    {
        try
        {
            return InputState.Of(_settings.Root, Patterns(rule), _index, unmatched);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ResultErrors.UnreadableInputs(target.Name, error);
        }
    }

    private List<string> Patterns(ResultRule rule)
    {
        var patterns = new List<string>(rule.Inputs.Length);
        foreach (var input in rule.Inputs)
            patterns.Add(input);
        foreach (var source in rule.Sources)
            patterns.AddRange(_sources.Patterns(source));
        return patterns;
    }

    private string? AddResults(GraphTarget target, Func<GraphTarget, RestsOn> rests, List<KeyPart> shape)
    {
        foreach (var edge in target.Dependencies)
        {
            var before = _plan.Graph.Targets[edge.Target];
            var known = rests(before);
            if (known.Undecided is { } undecided)
                return undecided;
            if (known.Key is { } key)
                shape.Add(new KeyPart("result", before.Name, key));
            else if (edge.ReadsOutput && known.Value is { } value)
                shape.Add(new KeyPart("value", before.Name, value));
        }

        return null;
    }

    private void AddShape(GraphTarget target, ResultRule rule, List<KeyPart> shape)
    {
        shape.Add(new KeyPart("target", "target", target.Name));
        shape.Add(rule.Version is { } version ? new KeyPart("version", "version", version) : new KeyPart("program", "program", _program.Value));
        shape.Add(new KeyPart("platform", "platform", rule.IsPortable ? "any" : _platform.Value));
        foreach (var parameter in target.Parameters)
        {
            shape.Add(parameter.IsSecret
                ? new KeyPart("secret", parameter.Name, "declared")
                : new KeyPart("parameter", parameter.Name, _parameters.GetValueOrDefault(parameter.Name, "")));
        }

        if (target.NeedsEnvironment)
            shape.Add(new KeyPart("environment", "environment", _plan.Environment?.Name ?? ""));
        foreach (var variable in _alwaysRead)
            AddVariable(shape, variable);
        foreach (var variable in rule.Variables)
            AddVariable(shape, variable);
        foreach (var tool in rule.Tools)
        {
            if (!Has(shape, "tool", tool))
                shape.Add(new KeyPart("tool", tool, _tools.Version(tool)));
        }

        if (rule.Outputs is { } outputs)
            shape.Add(new KeyPart("outputs", "outputs", string.Join(' ', outputs)));
    }

    private void AddVariable(List<KeyPart> shape, string variable)
    {
        if (_settings.Variable(variable) is { } value && !Has(shape, "variable", variable))
            shape.Add(new KeyPart("variable", variable, Digest(value)));
    }

    private static bool Has(List<KeyPart> shape, string kind, string name)
    {
        foreach (var part in shape)
        {
            if (part.Kind == kind && part.Name == name)
                return true;
        }

        return false;
    }

    private IEnumerable<KeyPart> Inputs(InputState state)
    {
        foreach (var (path, stat) in state.Files)
            yield return new KeyPart("input", path, Value(path, stat));
    }

    private string Value(string path, FileStat stat)
    {
        var full = Path.Combine(_settings.Root, path);
        switch (stat.Kind)
        {
            case FileKind.File:
                return (stat.IsExecutable ? "x:" : "") + (_index.Digest(path, stat) ?? "unreadable");
            case FileKind.Link:
                // What it leads to is read through it, so it counts too.
                var target = new FileInfo(full).LinkTarget ?? "";
                var read = InputStats.EndOf(full) is { } place && FileStat.Of(place) is { Kind: FileKind.File } end
                    ? _index.Digest(Path.GetRelativePath(_settings.Root, place).Replace('\\', '/'), end)
                    : null;
                return $"link:{target}:{read}";
            case FileKind.Missing:
                // Nobody can say what is in it, so no result is ever taken for one of the same content.
                return "unknown:" + Guid.NewGuid().ToString("n");
            default:
                return stat.Kind.ToString();
        }
    }

    private static string Platform() =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux") + RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "-X64",
            Architecture.Arm64 => "-Arm64",
            var other => "-" + other,
        };

    private static string Digest(string text) => Print.Of(text).ToString();

    // One after the other: short texts need none of the vector code that is compiled anew at every start.
    private static Print PrintOf(List<KeyPart> shape)
    {
        var print = default(Print);
        foreach (var part in shape)
            print = Print.Of(part.Value, Print.Of(part.Name, Print.Of(part.Kind, print)));
        return print;
    }
}
