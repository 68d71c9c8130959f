using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>Gathers the definition of one pipeline: parameters, secrets, environments, targets, workflows. It does no I/O and runs nothing.</summary>
public sealed class PipelineBuilder
{
    private readonly List<TargetDefinition> _targets = [];
    private readonly List<TargetDraftState> _begun = [];
    private readonly HashSet<object> _finished = [];
    private readonly List<ParameterDefinition> _parameters = [];
    private readonly List<DeploymentEnvironment> _environments = [];
    private readonly List<WorkflowDefinition> _workflows = [];
    private readonly List<Resource> _resources = [];
    private readonly List<ResultSubstitute> _substitutes = [];
    private Resource? _workOnEnvironment;
    private Target? _default;

    // Not typed by what they return, so that a start that serializes nothing does not load the serializer.
    private List<Func<object>>? _outputJson;

    private PipelineBuilder(ImmutableArray<string> arguments, SourceLine source)
    {
        Arguments = arguments;
        Source = source;
        SelectedEnvironment = new SelectedEnvironment(this);
    }

    /// <summary>The command line that the program was started with.</summary>
    public ImmutableArray<string> Arguments { get; }

    /// <summary>The environment that <c>--env</c> names, as a value that targets can need. A target that needs it cannot run without <c>--env</c>.</summary>
    public SelectedEnvironment SelectedEnvironment { get; }

    /// <summary>Held by targets that work on the environment that <c>--env</c> names: those of one run go one after the other.</summary>
    internal Resource WorkOnEnvironment
    {
        get
        {
            if (_workOnEnvironment is null)
                _resources.Add(_workOnEnvironment = new Resource(this, "selected environment", 1, Source));
            return _workOnEnvironment;
        }
    }

    /// <summary>Where the pipeline is defined.</summary>
    internal SourceLine Source { get; }

    /// <summary>Begins a pipeline.</summary>
    /// <param name="args">The program's command line.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public static PipelineBuilder Create(string[] args, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new PipelineBuilder([.. args], new SourceLine(file, line));
    }

    /// <summary>Begins a target. Nothing is registered until the draft's <c>Run</c> is called.</summary>
    /// <param name="name">Letters, digits and <c>_</c>, not beginning with a digit: the name is also used in YAML. Unique regardless of case.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public TargetDraft Target(string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        var state = new TargetDraftState(this, name, new SourceLine(file, line));
        _begun.Add(state);
        return new TargetDraft(state);
    }

    /// <summary>Declares a parameter with a default.</summary>
    /// <typeparam name="T">string, bool, a number, TimeSpan, SemanticVersion, RepositoryPath or any other type that can be parsed. Enums and Uri have overloads of their own.</typeparam>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="defaultValue">The value when nothing else is given.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>: <c>NUGET_API_KEY</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public Parameter<T> Parameter<T>(string name, string description, T defaultValue, string? variable = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : IParsable<T> =>
        AddParameter<T>(name, description, new SourceLine(file, line), defaultValue, ValueForm.Of(typeof(T), ValueParsers.Parsable<T>), variable);

    /// <summary>Declares a parameter that has no default: a run whose plan reads it stops before anything runs when it is not given.</summary>
    /// <typeparam name="T">string, bool, a number, TimeSpan, SemanticVersion, RepositoryPath or any other type that can be parsed. Enums and Uri have overloads of their own.</typeparam>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>: <c>NUGET_API_KEY</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public Parameter<T> RequiredParameter<T>(string name, string description, string? variable = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : IParsable<T> =>
        AddParameter<T>(name, description, new SourceLine(file, line), defaultValue: null, ValueForm.Of(typeof(T), ValueParsers.Parsable<T>), variable);

    /// <summary>Declares a parameter that is a list. Its option may be repeated and takes several entries with commas; a list that nobody gives is its default.</summary>
    /// <typeparam name="T">The type of the entries: any type that <see cref="Parameter{T}"/> takes. Enums and Uri have overloads of their own.</typeparam>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="defaults">The entries when nothing else is given: <c>["a", "b"]</c>; none makes an empty list.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public Parameter<ImmutableArray<T>> ListParameter<T>(
        string name,
        string description,
        T[]? defaults = null,
        string? variable = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : IParsable<T> =>
        AddList(name, description, new SourceLine(file, line), defaults, ValueForm.Of(typeof(T), ValueParsers.Parsable<T>), variable);

    /// <summary>
    /// Declares a secret. Its value comes from the environment variable <c>PIPELINE_NAME</c>, the file that <c>PIPELINE_NAME_FILE</c> names, the user's
    /// secrets file, or a prompt without echo; never from the command line. It is masked in everything the pipeline writes.
    /// </summary>
    /// <param name="name">Lower-case words joined by <c>-</c>.</param>
    /// <param name="description">One line for help.</param>
    /// <param name="variable">An environment variable that others already set for it, read after <c>PIPELINE_NAME</c>: <c>NUGET_API_KEY</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public Secret Secret(string name, string description, string? variable = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        var secret = new Secret(this, name);
        _parameters.Add(new ParameterDefinition
        {
            Name = name,
            Description = description,
            Handle = secret,
            Source = new SourceLine(file, line),
            IsSecret = true,
            IsRequired = true,
            NativeVariable = variable,
            Form = ValueForm.Described("secret", text => new ParsedValue(new SecretText(text), null)),
        });
        return secret;
    }

    /// <summary>Declares something that targets share and that bears only so many users at a time.</summary>
    /// <param name="name">A name for people; unique.</param>
    /// <param name="capacity">How many units there are, from 1; the default 1 makes its users exclude each other.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public Resource Resource(string name, int capacity = 1, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        var resource = new Resource(this, name, capacity, new SourceLine(file, line));
        _resources.Add(resource);
        return resource;
    }

    /// <summary>
    /// Declares a way to split work over CI jobs: <c>--name 2/4</c> selects the second of four parts; without it everything runs. Give it to
    /// <c>ForEach(…).Partition(…)</c>, or need it as a value to split a list inside of a target, and to a workflow's job to get one leg per part.
    /// </summary>
    /// <param name="name">Lower-case words joined by <c>-</c>; the option is <c>--name</c>, the environment variable <c>PIPELINE_NAME</c>.</param>
    /// <param name="parts">How many jobs a CI workflow splits the work over, from 2.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public Partition Partition(string name, int parts, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        var partition = new Partition(this, name, parts);
        _parameters.Add(new ParameterDefinition
        {
            Name = name,
            Description = "Which part of the work to do, for CI jobs that share it",
            Handle = partition,
            Source = new SourceLine(file, line),
            IsSecret = false,
            IsRequired = false,
            Default = PartitionPart.Whole,
            Form = ValueForm.Described(
                "a part like 2/4",
                text => PartitionPart.TryParse(text, null, out var part) ? new ParsedValue(part, null) : new ParsedValue(null, "expected a part like 2/4")),
        });
        return partition;
    }

    /// <summary>Declares an environment. The order of declaration is the order of promotion. <c>production</c> is protected unless it is made unprotected.</summary>
    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>, beginning with a letter; unique regardless of case.</param>
    /// <param name="configure">Describes it: <c>e => e.OnThisMachine()</c>.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public DeploymentEnvironment Environment(
        string name,
        Func<EnvironmentDraft, EnvironmentDraft> configure,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        var environment = configure(new EnvironmentDraft(new DeploymentEnvironment
        {
            Name = name,
            Order = _environments.Count,
            IsProtected = name.Equals("production", StringComparison.OrdinalIgnoreCase),
            Source = new SourceLine(file, line),
        })).Environment;
        _environments.Add(environment);
        return environment;
    }

    /// <summary>Declares a CI workflow, from which YAML is generated.</summary>
    /// <param name="name">Letters, digits, <c>-</c> and <c>_</c>: it is the file's name in <c>.github/workflows/</c>.</param>
    /// <param name="configure">Describes triggers, jobs and dialects.</param>
    /// <param name="file">Filled by the compiler.</param>
    /// <param name="line">Filled by the compiler.</param>
    public WorkflowDefinition Workflow(
        string name,
        Func<WorkflowDraft, WorkflowDraft> configure,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        var workflow = configure(new WorkflowDraft(new WorkflowDefinition { Name = name, Source = new SourceLine(file, line) })).Workflow;
        _workflows.Add(workflow);
        return workflow;
    }

    /// <summary>Names the target that runs when the command line names none.</summary>
    /// <param name="target">A target of this pipeline.</param>
    public void Default(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _default = target;
    }

    /// <summary>
    /// Names what turns outputs of the author's own types into JSON and back, as a source-generated <c>JsonSerializerContext</c> does. Outputs that nothing named
    /// here knows are serialized by reflection, which a program that is compiled ahead of time does not have: with types of its own that are named
    /// nowhere a build program stays on the shared runtime.
    /// </summary>
    /// <param name="resolver">Gives it: <c>() => OrdersJson.Default</c>. Called when the first output is written or read; the settings of outputs are those of <c>JsonSerializerDefaults.Web</c>.</param>
    public void SerializeOutputs(Func<IJsonTypeInfoResolver> resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        (_outputJson ??= []).Add(resolver);
    }

    /// <summary>What <see cref="SerializeOutputs"/> was given, in order.</summary>
    internal IReadOnlyList<Func<object>> OutputJson => (IReadOnlyList<Func<object>>?)_outputJson ?? [];

    /// <summary>Gives what knows the SDK's own outputs; the program sets it.</summary>
    internal Func<object>? SdkOutputJson { get; set; }

    /// <summary>What writes and reads outputs, made from the two above by whoever asks first.</summary>
    internal object? OutputWriter { get; set; }

    internal Parameter<T> AddParameter<T>(
        string name,
        string description,
        SourceLine source,
        object? defaultValue,
        ValueForm form,
        string? variable)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parameter = new Parameter<T>(this, name);
        Add(parameter, description, source, defaultValue, form, variable);
        return parameter;
    }

    private void Add(ParameterHandle parameter, string description, SourceLine source, object? defaultValue, ValueForm form, string? variable) => _parameters.Add(new ParameterDefinition
    {
        Name = parameter.Name,
        Description = description,
        Handle = parameter,
        Source = source,
        IsSecret = false,
        IsRequired = defaultValue is null,
        Default = defaultValue,
        NativeVariable = variable,
        Form = form,
    });

    internal Parameter<ImmutableArray<T>> AddList<T>(string name, string description, SourceLine source, T[]? defaults, ValueForm entry, string? variable) =>
        AddParameter<ImmutableArray<T>>(name, description, source, ImmutableArray.Create(defaults), ValueForm.ListOf<T>(entry), variable);

    internal TTarget Register<TTarget>(TargetDraftState state, Type? output, TargetWork? work, TTarget handle)
        where TTarget : Target
    {
        _finished.Add(state.Identity);
        _targets.Add(new TargetDefinition
        {
            Name = state.Name,
            Handle = handle,
            Draft = state,
            DependsOn = state.DependsOn,
            Needs = state.Needs,
            Output = output,
            Work = work,
        });
        return handle;
    }

    /// <summary>One item of a target that runs for each item of a list; it has all edges of that target.</summary>
    internal Target RegisterItem(TargetDraftState state, string item, Type? output, TargetWork work, Target handle)
    {
        _targets.Add(new TargetDefinition
        {
            Name = handle.Name,
            Handle = handle,
            Draft = state,
            DependsOn = state.DependsOn,
            Needs = state.Needs,
            Output = output,
            Work = work,
            Parent = state.Name,
            Item = item,
            Partition = state.Partition,
        });
        return handle;
    }

    /// <summary>The target that stands for its items. What the items wait for, it waits for through them.</summary>
    internal TTarget RegisterGather<TTarget>(TargetDraftState state, ImmutableArray<Target> items, Type? output, TargetWork? work, TTarget handle)
        where TTarget : Target
    {
        _finished.Add(state.Identity);
        _targets.Add(new TargetDefinition
        {
            Name = state.Name,
            Handle = handle,

            // What limits the work of an item does not limit the gathering.
            Draft = state with { Uses = [], Retry = null, Timeout = null },
            DependsOn = items.IsEmpty ? state.DependsOn : items,
            Needs = items.IsEmpty ? state.Needs : [],
            Items = items,
            Output = output,
            Work = work,
        });
        return handle;
    }

    /// <summary>Lets a parameter name a result that takes the place of running a target.</summary>
    internal void Add(ResultSubstitute substitute) => _substitutes.Add(substitute);

    /// <summary>Adds to what a target makes, each time that it has run, so that its stored result and what is handed on have the addition too.</summary>
    /// <typeparam name="TOutput">The type of its output.</typeparam>
    /// <param name="target">A target of this pipeline; a handle of another one is left alone, and told when the pipeline is checked.</param>
    /// <param name="amend">Gives the output with the addition.</param>
    /// <param name="inputs">What the addition reads, in patterns: a stored result rests on that too.</param>
    internal void Amend<TOutput>(Target<TOutput> target, Func<RunContext, TOutput, TOutput> amend, params string[] inputs)
        where TOutput : class
    {
        var index = _targets.FindIndex(found => found.Handle == target);
        if (index < 0 || _targets[index] is not { Work: { } work } definition)
            return;

        var rule = definition.Draft.Result;
        _targets[index] = definition with
        {
            Draft = rule is { HasInputs: true } ? definition.Draft with { Result = rule with { Inputs = rule.Inputs.AddRange(inputs) } } : definition.Draft,
            Work = async (run, values) => await work(run, values).ConfigureAwait(false) is TOutput made ? amend(run, made) : null,
        };
    }

    /// <summary>The definition as it stands now.</summary>
    internal PipelineDefinition ToDefinition() => new()
    {
        Owner = this,
        Targets = [.. _targets],
        Parameters = [.. _parameters],
        Environments = [.. _environments],
        Workflows = [.. _workflows],
        Resources = [.. _resources],
        Substitutes = [.. _substitutes],
        Unfinished = [.. _begun.Where(draft => !_finished.Contains(draft.Identity))],
        Default = _default,
    };
}
