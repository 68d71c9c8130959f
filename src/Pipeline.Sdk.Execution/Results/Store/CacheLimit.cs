using System.Globalization;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Keeps a store within its size: the results that were of no use for longest go first.</summary>
internal sealed class CacheLimit
{
    /// <summary>The variable that sets the limit, in bytes or with <c>MB</c> or <c>GB</c>.</summary>
    public const string Variable = "PIPELINE_CACHE_LIMIT";

    public const long Default = 5_000_000_000;

    private readonly LocalStore _store;
    private readonly ResultSettings _settings;

    public CacheLimit(LocalStore store, ResultSettings settings) => (_store, _settings) = (store, settings);

    /// <summary>The limit in bytes; a text that is no size is told and passed over.</summary>
    public long Bytes
    {
        get
        {
            if (_settings.Variable(Variable) is not { Length: > 0 } text)
                return Default;
            if (Parse(text) is { } bytes)
                return bytes;

            _settings.Warn($"{Variable} is '{text}', which is no size like 500MB or 5GB; the limit is 5 GB.");
            return Default;
        }
    }

    /// <summary>Removes what is too much, if anything was added since it was looked at last and it is too much.</summary>
    public void Apply()
    {
        // The size is added up from what runs add, and counted only when it may be too much.
        var note = Path.Combine(_store.Folder, "size");
        var known = AtomicFile.TryRead(note) is { } bytes && long.TryParse(System.Text.Encoding.UTF8.GetString(bytes), CultureInfo.InvariantCulture, out var size) ? size : Count();
        known += _store.Added;
        if (known > Bytes)
            known = new CachePruner(_store, _settings.Clock).Prune(Bytes * 8 / 10).Left;
        AtomicFile.TryWrite(note, System.Text.Encoding.UTF8.GetBytes(known.ToString(CultureInfo.InvariantCulture)));
    }

    private long Count() => CachePruner.Files(_store.Folder).Sum(file => file.Length) - _store.Added;

    private static long? Parse(string text)
    {
        var (number, unit) = text.Trim() switch
        {
            var t when t.EndsWith("GB", StringComparison.OrdinalIgnoreCase) => (t[..^2], 1_000_000_000L),
            var t when t.EndsWith("MB", StringComparison.OrdinalIgnoreCase) => (t[..^2], 1_000_000L),
            var t => (t, 1L),
        };
        return long.TryParse(number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count * unit : null;
    }
}
