using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pipeline.Sdk.LocalHost.Logging;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.State;

/// <summary>Reads and writes the state file; a reader sees the old or the new text, never a part.</summary>
internal sealed class StateStore(LocalHostPaths paths, HostLog log, TimeProvider time)
{
    /// <summary>The state of the host before; null when there was none or it cannot be read, which is told and never fatal.</summary>
    public HostState? Load()
    {
        if (!File.Exists(paths.StatePath))
            return null;
        try
        {
            using var stream = File.OpenRead(paths.StatePath);
            var state = JsonSerializer.Deserialize(stream, StateJson.Default.HostState);
            if (state is { Version: HostState.CurrentVersion })
                return Checked(state);
            SetAside(state is null ? "it is empty" : $"it has version {state.Version}, this host reads {HostState.CurrentVersion}");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or UnauthorizedAccessException or LocalHostException)
        {
            SetAside(exception.Message);
        }

        return null;
    }

    /// <summary>Writes the state; on the disk when this returns.</summary>
    public void Save(HostState state)
    {
        var temporary = paths.StatePath + ".tmp";
        using (var stream = new FileStream(temporary, WriteOptions()))
        {
            JsonSerializer.Serialize(stream, state, StateJson.Default.HostState);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, paths.StatePath, overwrite: true);
    }

    // A file that somebody edited must not bring the host down at every start.
    private static HostState Checked(HostState state)
    {
        var slots = Listed(state.Services, "services").SelectMany(service => Listed(service.Slots, $"slots of '{service.Name}'")).ToList();
        foreach (var slot in slots)
        {
            SpecCheck.Check(slot.Spec);
            Listed(slot.Instances, $"instances of '{slot.Spec.Id}'");
        }

        foreach (var traffic in state.Services.Select(service => service.Traffic).OfType<TrafficSpec>())
            SpecCheck.Check(traffic);

        return state.Services.DistinctBy(service => service.Name).Count() == state.Services.Length
            ? state
            : throw new JsonException("a service is listed twice");
    }

    private static ImmutableArray<T> Listed<T>(ImmutableArray<T> items, string what) =>
        items.IsDefault ? throw new JsonException($"the {what} are missing") : items;

    // The slots' variables may hold secrets.
    private static FileStreamOptions WriteOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private void SetAside(string reason)
    {
        var target = $"{paths.StatePath}.unreadable-{time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}";
        log.Warning(HostErrors.StateUnreadable(paths.StatePath, target, reason));
        File.Move(paths.StatePath, target, overwrite: true);
    }
}
