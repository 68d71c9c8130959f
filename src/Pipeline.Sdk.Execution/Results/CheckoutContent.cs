using System.Collections.Immutable;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Which results the files of the checkout are of, from run to run.</summary>
/// <param name="root">The repository's root, absolute.</param>
/// <param name="store">The store.</param>
/// <param name="index">Knows the digests of files.</param>
/// <param name="memory">What was known at the end of the run before.</param>
/// <param name="lastRun">Which result was the last that a target left here that does not say which files it leaves.</param>
internal sealed class CheckoutContent(string root, LocalStore store, FileIndex index, Memory memory, LastRun lastRun)
{
    /// <summary>Whether this is the result that a target left here last, as far as that matters: with declared files it does not.</summary>
    public bool IsLast(GraphTarget target, string key) => DeclaresOutputs(target) || lastRun.KeyOf(target.Name) == key;

    /// <summary>What is known of a target whose files lie here unchanged, or null.</summary>
    public Remembered? InPlace(GraphTarget target, string key) =>
        memory.Of(target.Name) is { Outputs.IsDefault: false } known && known.Here == key && IsInPlace(known, key) ? known : null;

    /// <summary>The result whose files lie here in some state, or null.</summary>
    public StoredResult? Before(GraphTarget target, string key) => memory.Of(target.Name)?.Here is { Length: > 0 } here && here != key ? store.Get(here) : null;

    /// <summary>A target has left a new result.</summary>
    public void End(GraphTarget target, string key)
    {
        if (!DeclaresOutputs(target))
            lastRun.End(target.Name, key);
    }

    /// <summary>The files of a result lie in the checkout from now on.</summary>
    public void Remember(GraphTarget target, KeyLook look, string key, StoredResult result)
    {
        ImmutableArray<string> outputs = result.Files.Length > Remembered.MostOutputs ? default : [.. result.Files.Select(file => file.Path)];
        var isSettled = !outputs.IsDefault && result.Files.All(IsSettled);
        memory.Set(target.Name, new Remembered
        {
            Print = look.IsSettled ? look.Print : default,
            Key = look.IsSettled ? key : "",
            Here = key,
            Output = result.Output ?? "",
            Duration = result.Duration,
            Outputs = isSettled ? outputs : default,
            OutputsPrint = isSettled ? InputState.PrintOf(root, outputs) : default,
        });
    }

    private bool IsSettled(StoredFile file)
    {
        var stat = FileStat.Of(Path.Combine(root, file.Path));
        return index.IsSettled(stat) || (file.LinkTarget is null && index.Known(file.Path, stat) == file.Digest);
    }

    /// <summary>A target is what its stored result says: the next look reads nothing then, also where nobody wants the files.</summary>
    public void Learn(GraphTarget target, KeyLook? look)
    {
        if (look is not { IsSettled: true, Key: { } key })
            return;

        var known = memory.Of(target.Name) ?? new Remembered();
        if (known.Print != look.Print)
            memory.Set(target.Name, known with { Print = look.Print, Key = key });
    }

    /// <summary>A target begins to work: until its result is kept nobody knows what it leaves, not even when this process is killed.</summary>
    public void Begin(GraphTarget target)
    {
        if (!DeclaresOutputs(target))
            lastRun.Begin(target.Name);
        if (memory.Of(target.Name) is { Here.Length: > 0 } known)
            memory.Set(target.Name, known with { Here = "", Output = "", Outputs = default, OutputsPrint = default });
    }

    /// <summary>Whether a target says which files it leaves.</summary>
    public static bool DeclaresOutputs(GraphTarget target) => target.Definition.Draft.Result?.Outputs is not null;

    private bool IsInPlace(Remembered known, string key) =>
        store.Has(key)
        && (known.Output.Length == 0 || store.IsGood(known.Output))
        && InputState.PrintOf(root, known.Outputs) == known.OutputsPrint;
}
