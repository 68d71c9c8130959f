using System.Collections.Immutable;
using System.Text;
using Pipeline.Sdk.Graph;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// The results of targets with inputs, for one plan: tells before the run which of them are stored, takes them during the run, puts their files back where
/// somebody needs them, and keeps what is made anew. Safe for use by the threads of a run.
/// </summary>
internal sealed class ResultCache
{
    private readonly Plan _plan;
    private readonly ResultSettings _settings;
    private readonly ResultKeys _keys;
    private readonly ResultKeeper _keeper;
    private readonly CheckoutStore _checkout;
    private readonly FileIndex _index;
    private readonly Memory _memory;
    private readonly LocalStore _store;
    private readonly ResultFiles _files;
    private readonly TargetState?[] _states;
    private readonly PlanStep?[] _steps;
    private readonly bool[] _isWanted;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly CheckoutContent _content;
    private volatile bool _hasWorked;

    public ResultCache(Plan plan, ResultSettings settings, CheckoutStore checkout)
    {
        var folder = checkout.Folder;
        _plan = plan;
        _settings = settings;
        _checkout = checkout;
        (_index, _store, _files) = (checkout.Index, checkout.Store, checkout.Files);
        _memory = new Memory(Path.Combine(folder, "memory"));
        _content = new CheckoutContent(settings.Root, _store, _index, _memory, new LastRun(Path.Combine(folder, "last")));
        _keys = new ResultKeys(plan, settings, _index, _memory, new ToolPrints(settings, Path.Combine(folder, "tools")), new SourceAnswers(settings, Path.Combine(folder, "sources"), _index)) { Unmatched = TellUnmatched };
        _keeper = new ResultKeeper(settings, _store, _files, Path.Combine(folder, "why"));
        _states = new TargetState?[plan.Graph.Targets.Length];
        _steps = new PlanStep?[plan.Graph.Targets.Length];
        foreach (var step in plan.Steps)
            _steps[step.Target.Index] = step;
        _isWanted = WantedTargets.Of(plan);
    }

    /// <summary>Whether a plan has a step whose result may be stored; for every other plan none of this is loaded.</summary>
    public static bool IsOf(Plan plan)
    {
        foreach (var step in plan.Steps)
        {
            if (step.Disposition == StepDisposition.Run && step.Target.Definition.Draft.Result is not null)
                return true;
        }

        return false;
    }

    /// <summary>The plan, with what is known of each stored result before anything runs.</summary>
    public Plan Look()
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>(_plan.Steps.Length);
        foreach (var step in _plan.Steps)
            steps.Add(IsStorable(step) ? step with { Result = Look(step) } : step);
        return _plan with { Steps = steps.MoveToImmutable() };
    }

    /// <summary>Takes the stored result of a step that is about to run.</summary>
    /// <returns>The result, or null when the step has to do its work.</returns>
    public TakenResult? Take(PlanStep step)
    {
        if (!IsStorable(step))
            return null;

        var state = State(step.Target);

        // Looked at again: what ran meanwhile may have made or changed its inputs.
        if ((!state.IsStored || _hasWorked) && !IsStoredNow(step.Target, state) || !IsBack(step.Target, state))
        {
            _content.Begin(step.Target);
            return null;
        }

        _content.Learn(step.Target, state.Look);
        state.IsDone = true;
        return new TakenResult(state.Duration, state.Reason, step.Target.Definition.Output is { } type ? () => Output(step.Target, state, type) : null, () => Log(state));
    }

    /// <summary>Why a step had to do its work, as a phrase: what changed; empty for one whose result is not stored.</summary>
    public string WhyMade(PlanStep step) => IsStorable(step) ? State(step.Target).Missing ?? "" : "";

    /// <summary>What the result of a step rests on, once the plan was looked at; empty for a step whose result is not stored, or not before another has run.</summary>
    public ImmutableArray<KeyPart> PartsOf(PlanStep step) => IsStorable(step) && State(step.Target).Look is { } look ? [.. look.Parts()] : [];

    /// <summary>Puts back the files of stored results that a step rests on, before it does its work.</summary>
    public void Prepare(PlanStep step)
    {
        _hasWorked = true;
        foreach (var edge in step.Target.Dependencies)
            Prepare(_plan.Graph.Targets[edge.Target]);
    }

    /// <summary>Keeps what a step has made.</summary>
    /// <param name="step">The step, which has succeeded.</param>
    /// <param name="made">What it made.</param>
    public void Keep(PlanStep step, MadeResult made)
    {
        if (!IsStorable(step))
        {
            NoteValue(step, made.Output);
            return;
        }

        var state = State(step.Target);
        if (state.Look is not { Key: { } key } look)
            return;

        var after = _keys.Look(step.Target, before => RestsOn(before, isRunning: true));
        if (after.Print != look.Print)
        {
            made.Detail("its inputs changed while it ran, so its result is not kept");
            return;
        }

        if (_keeper.Keep(step, key, look, made) is not { } result)
            return;

        _content.End(step.Target, key);
        (state.Key, state.Result, state.IsHere, state.IsDone) = (key, result, true, true);
        _content.Remember(step.Target, look, key, result);
    }

    /// <summary>Writes down what was learned. Called once, at the end of a run or of a look at a plan.</summary>
    public void Save()
    {
        _memory.Save();
        _index.Save();
        var (taken, made, saved) = (0, 0, TimeSpan.Zero);
        foreach (var state in _states)
        {
            if (state is not { IsDone: true })
                continue;

            taken += state.IsStored ? 1 : 0;
            made += state.IsStored ? 0 : 1;
            saved += state.IsStored ? state.Duration : TimeSpan.Zero;
        }

        CacheStatistics.Add(_checkout.Folder, taken, made, saved);
        foreach (var folder in (ReadOnlySpan<string>)(_store.Added > 0 ? ["", "last", "why", "tools", "sources"] : []))
            AtomicFile.Sweep(Path.Combine(_checkout.Folder, folder), _index.Now);
        if (_store.Added > 0)
            new CacheLimit(_store, _settings).Apply();
    }

    // A misspelt pattern would make its target a hit for ever. Each is told once, however often it is looked at.
    private void TellUnmatched(GraphTarget target, string pattern)
    {
        lock (_told)
        {
            if (_told.Add(target.Name + " " + pattern))
                _settings.Warn($"PIPE0468: '{pattern}', an input of target '{target.Name}', means no file. Correct it, or take it out.");
        }
    }

    private static bool IsStorable(PlanStep step) => step.Disposition == StepDisposition.Run && step.Target.Definition is { Work: not null, Draft.Result: not null };

    private TargetState State(GraphTarget target)
    {
        lock (_states)
            return _states[target.Index] ??= new TargetState();
    }

    private ResultLook Look(PlanStep step)
    {
        var state = State(step.Target);
        var look = LookBefore(step.Target);
        state.Look = look;
        if (look.Key is not { } key)
            return new ResultLook(IsStored: false, look.Undecided, TimeSpan.Zero);
        if (_settings.IsOff)
            return new ResultLook(IsStored: false, "--no-cache", TimeSpan.Zero);

        return Find(step.Target, key, state) is { } missing
            ? new ResultLook(IsStored: false, missing, TimeSpan.Zero)
            : new ResultLook(IsStored: true, state.Reason, state.Duration);
    }

    // What cannot be told now may be there when the step's turn comes; otherwise the step fails with it then.
    private KeyLook LookBefore(GraphTarget target)
    {
        try
        {
            return _keys.Look(target, before => RestsOn(before, isRunning: false));
        }
        catch (StepFailedException refused)
        {
            return KeyLook.Later($"its inputs are not known: {refused.Code}");
        }
    }

    // Null when it was found; else why not, in words.
    private string? Find(GraphTarget target, string key, TargetState state)
    {
        var isLast = _content.IsLast(target, key);
        if (isLast && _content.InPlace(target, key) is { } known)
        {
            Found(state, key, known.Duration, known.Output.Length > 0 ? known.Output : null, isHere: true);
            return null;
        }

        if (_store.Get(key) is not { } result)
            return _keeper.WhyNot(target.Name, state.Look);
        if (!_store.IsWhole(result))
            return "its stored result is damaged";
        if (!isLast && result.Files.IsEmpty)
            return "it does not say what it leaves, and was not the last to run here";

        state.Result = result;
        Found(state, key, result.Duration, result.Output, isHere: false);
        return null;
    }

    private static void Found(TargetState state, string key, TimeSpan duration, string? output, bool isHere)
    {
        (state.Key, state.Duration, state.Output, state.IsHere, state.IsStored) = (key, duration, output, isHere, true);
        state.Reason = "nothing that it rests on has changed";
    }

    private RestsOn RestsOn(GraphTarget before, bool isRunning)
    {
        if (_steps[before.Index] is not { } step || step.Disposition == StepDisposition.Skip)
            return new RestsOn("left out", null, null);

        var state = State(before);
        if (step.Disposition == StepDisposition.Provided)
            return new RestsOn("provided", state.Value, null);
        if (before.Definition.Work is null)
            return All(before, isRunning);
        if (before.Definition.Draft.Result is null)
            return isRunning ? new RestsOn(null, state.Value, null) : new RestsOn(null, null, $"decided when {before.Name} has run");
        if (state.IsStored || state.IsDone)
            return new RestsOn(state.Key, null, null);

        return new RestsOn(null, null, isRunning ? $"{before.Name} has no stored result" : $"decided when {before.Name} has run");
    }

    // A target that stands for others is what they are.
    private RestsOn All(GraphTarget target, bool isRunning)
    {
        var text = new StringBuilder();
        foreach (var edge in target.Dependencies)
        {
            var rests = RestsOn(_plan.Graph.Targets[edge.Target], isRunning);
            if (rests.Undecided is not null)
                return rests;
            text.Append(_plan.Graph.Targets[edge.Target].Name).Append(' ').Append(rests.Key ?? rests.Value).Append('\n');
        }

        return new RestsOn(Print.Of(text.ToString()).ToString(), null, null);
    }

    private void Prepare(GraphTarget target)
    {
        var state = State(target);
        lock (state)
        {
            if (state.IsPrepared)
                return;

            if (state is { IsStored: true, IsDone: true })
                PutBack(target, state);
            foreach (var edge in target.Dependencies)
                Prepare(_plan.Graph.Targets[edge.Target]);
            state.IsPrepared = true;
        }
    }

    private void PutBack(GraphTarget target, TargetState state)
    {
        lock (state)
        {
            if (state.IsHere || state.Key is not { } key)
                return;

            var result = state.Result ?? _store.Get(key) ?? throw ResultErrors.ContentGone(target.Name, "its record");
            if (!_files.AreInPlace(result))
            {
                _files.Restore(result, _store, _content.Before(target, key)?.Files.Select(file => file.Path) ?? []);
            }

            state.IsHere = true;
            if (state.Look is { } look)
                _content.Remember(target, look, key, result);
        }
    }

    private bool IsStoredNow(GraphTarget target, TargetState state)
    {
        var look = _keys.Look(target, before => RestsOn(before, isRunning: true));
        if (state.IsStored && state.Look?.Key == look.Key)
            return true;

        (state.Look, state.IsStored, state.IsHere, state.Key, state.Result, state.Output) = (look, false, false, null, null, null);
        state.Missing = look.Key is not { } key ? look.Undecided : _settings.IsOff ? "--no-cache" : Find(target, key, state);
        return state.Missing is null;
    }

    // Another run may have made room for its own results since this one was found.
    private bool IsBack(GraphTarget target, TargetState state)
    {
        if (!_isWanted[target.Index])
            return true;

        try
        {
            PutBack(target, state);
            return true;
        }
        catch (StepFailedException gone) when (gone.Code == ResultErrors.ContentGoneCode)
        {
            state.IsStored = false;
            return false;
        }
    }

    private void NoteValue(PlanStep step, object? output)
    {
        if (step.Target.Definition.Output is { } type && ReadsValue(step.Target))
            State(step.Target).Value = ResultJson.Of(_plan.Graph.Definition.Owner).Digest(output, type);
    }

    private bool ReadsValue(GraphTarget target)
    {
        foreach (var step in _plan.Steps)
        {
            if (!IsStorable(step))
                continue;

            foreach (var edge in step.Target.Dependencies)
            {
                if (edge.Target == target.Index && edge.ReadsOutput)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The stored result of a target that was taken or kept in this run, or null.</summary>
    public StoredResult? ResultOf(GraphTarget target)
    {
        var state = State(target);
        return state is { IsDone: true, Key: { } key } ? state.Result ?? _store.Get(key) : null;
    }

    /// <summary>Tells the value of a target whose result was made elsewhere.</summary>
    public void NoteProvided(GraphTarget target, object? output)
    {
        if (target.Definition.Output is { } type && ReadsValue(target))
            State(target).Value = ResultJson.Of(_plan.Graph.Definition.Owner).Digest(output, type);
    }

    private object? Output(GraphTarget target, TargetState state, Type type)
    {
        var digest = state.Output ?? state.Result?.Output;
        return digest is null ? null : ResultJson.Of(_plan.Graph.Definition.Owner).Read(_store.Bytes(digest) ?? throw ResultErrors.ContentGone(target.Name, "its output"), type);
    }

    private string? Log(TargetState state)
    {
        var result = state.Result ?? (state.Key is { } key ? _store.Get(key) : null);
        return result?.Log is { } log && _store.Bytes(log) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }
}
