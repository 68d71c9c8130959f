using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// A process and all that it started, as it was at one moment. A parent that ends first leaves its children to nobody;
/// the snapshot still knows them, and the start time tells them from a later process with the same number.
/// </summary>
internal sealed partial class ProcessTree
{
    private const int SignalInterrupt = 2;
    private const int SignalKill = 9;
    private const int SignalTerminate = 15;
    private const int SignalContinue = 18;
    private const int SignalStop = 19;

    /// <summary>A look takes milliseconds; a process that is not stopped after so many of them is stuck in the kernel.</summary>
    private const int MostLooks = 20;

    private readonly ImmutableArray<(int Id, ulong StartedAt)> _processes;

    private ProcessTree(ImmutableArray<(int Id, ulong StartedAt)> processes) => _processes = processes;

    /// <summary>
    /// Asks a process and all below it to end, as Ctrl-C on a terminal does. Only Linux tells who is below it; elsewhere nothing is asked, and
    /// the runtime's own tree kill has to do.
    /// </summary>
    /// <returns>The tree that was asked.</returns>
    public static ProcessTree Interrupt(int root)
    {
        if (!OperatingSystem.IsLinux())
            return new ProcessTree([]);

        var tree = Freeze(root, []);
        tree.Signal(SignalInterrupt);
        tree.Signal(SignalContinue);
        return tree;
    }

    /// <summary>Asks what is left of the tree more firmly, and what it has started meanwhile.</summary>
    /// <returns>The tree as it is now.</returns>
    public ProcessTree Terminate()
    {
        if (_processes.IsEmpty)
            return this;

        var tree = Freeze(_processes[0].Id, _processes.ToDictionary(process => process.Id, process => process.StartedAt));
        tree.Signal(SignalTerminate);
        tree.Signal(SignalContinue);
        return tree;
    }

    // A child that is born between the look and the signal would miss the signal, and its shell would wait for it. A process that is stopped
    // starts none, so the tree is whole when a look finds all of it stopped.
    // What was found once stays known: whoever loses its parent meanwhile would not be found from the root again.
    private static ProcessTree Freeze(int root, Dictionary<int, ulong> known)
    {
        for (var looks = 1; ; looks++)
        {
            var isStill = Look(root, known);
            var tree = new ProcessTree([.. known.Select(process => (process.Key, process.Value))]);
            if (isStill || looks == MostLooks)
                return tree;

            tree.Signal(SignalStop);
        }
    }

    private static bool Look(int root, Dictionary<int, ulong> known)
    {
        var all = new Dictionary<int, ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } entry)
                all[id] = entry;
        }

        var isStill = true;
        var seen = new HashSet<int>();
        var queue = new Queue<int>([root, .. known.Keys]);
        while (queue.TryDequeue(out var id))
        {
            if (!seen.Add(id) || !all.TryGetValue(id, out var entry) || (known.TryGetValue(id, out var startedAt) && startedAt != entry.StartedAt))
                continue;

            known[id] = entry.StartedAt;
            isStill &= entry.IsStill;
            foreach (var (child, value) in all)
            {
                if (value.Parent == id)
                    queue.Enqueue(child);
            }
        }

        return isStill;
    }

    /// <summary>Ends all of them.</summary>
    public void Kill() => Signal(SignalKill);

    private void Signal(int signal)
    {
        foreach (var (id, startedAt) in _processes)
        {
            // A process that is gone needs no signal: the result of kill(2) does not matter.
            if (Read(id) is { } now && now.StartedAt == startedAt)
                _ = Kill(id, signal);
        }
    }

    // /proc/<pid>/stat: pid (name) state ppid … with the start time as field 22; the name may hold spaces and brackets.
    private static ProcessEntry? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessEntry(
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                ulong.Parse(fields[19], CultureInfo.InvariantCulture),
                IsStill: fields[0] is "T" or "t" or "Z" or "X");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A process at one moment. One that is stopped or has ended is still: it starts no other.</summary>
    private readonly record struct ProcessEntry(int Parent, ulong StartedAt, bool IsStill);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
