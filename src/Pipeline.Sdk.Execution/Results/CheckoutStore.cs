namespace Pipeline.Sdk.Execution.Results;

/// <summary>The stored results of one checkout, with all that knows its files. One for a run, shared by all that reads or keeps results.</summary>
internal sealed class CheckoutStore
{
    /// <summary>Prepares; nothing is read or made before it is used.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="clock">The clock that file times are compared with.</param>
    /// <param name="warn">Hears of what is broken.</param>
    public CheckoutStore(string root, TimeProvider clock, Action<string> warn)
    {
        Root = root;
        Folder = Path.Combine(root, ResultSettings.Place);
        Index = new FileIndex(root, Path.Combine(Folder, "index"), clock);
        Store = new LocalStore(root, ResultSettings.Place, Index, clock) { Warn = warn };
        Files = new ResultFiles(root, Index);
    }

    public string Root { get; }

    /// <summary>The store's folder, absolute.</summary>
    public string Folder { get; }

    public FileIndex Index { get; }

    public LocalStore Store { get; }

    public ResultFiles Files { get; }
}
