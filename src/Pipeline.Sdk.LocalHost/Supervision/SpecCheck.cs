using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Refuses orders that cannot be carried out, before anything is done.</summary>
internal static partial class SpecCheck
{
    private const int MostReplicas = 64;

    /// <exception cref="LocalHostException">The spec is invalid.</exception>
    public static void Check(ServiceSpec spec)
    {
        if (!ServiceName().IsMatch(spec.Name))
            throw new LocalHostException(HostErrors.InvalidName("service name", spec.Name));
        if (spec.Port is < 0 or > 65535)
            throw Invalid($"The port of service '{spec.Name}'", $"{spec.Port} is not between 0 and 65535");
    }

    /// <summary>The spec with nothing missing.</summary>
    /// <exception cref="LocalHostException">The spec is invalid.</exception>
    public static SlotSpec Check(SlotSpec spec)
    {
        var slot = $"Slot '{spec.Id}'";
        if (!SlotId().IsMatch(spec.Id))
            throw new LocalHostException(HostErrors.InvalidName("slot id", spec.Id));
        if (spec.Replicas is < 1 or > MostReplicas)
            throw Invalid(slot, $"Replicas is {spec.Replicas}, valid are 1 to {MostReplicas}");
        if (!spec.Health.Path.StartsWith('/') || spec.Health.VersionPath?.StartsWith('/') == false)
            throw Invalid(slot, $"Health.Path '{spec.Health.Path}' and Health.VersionPath '{spec.Health.VersionPath}' must start with '/'");
        if (spec.Health.Interval <= TimeSpan.Zero || spec.Health.Timeout <= TimeSpan.Zero || spec.Health.Deadline <= TimeSpan.Zero)
            throw Invalid(slot, "Health.Interval, Health.Timeout and Health.Deadline must be longer than 0");
        if (spec.DrainTimeout < TimeSpan.Zero)
            throw Invalid(slot, "DrainTimeout must not be negative");
        if (spec.Limits is { } limits && (limits.MemoryBytes is < 1024 * 1024 || limits.Processors is not (null or >= 0.01)))
            throw Invalid(slot, $"Limits are {limits.MemoryBytes} bytes and {limits.Processors} processors; at least 1 MB and 0.01 are valid");
        return spec with
        {
            Arguments = spec.Arguments.IsDefault ? [] : spec.Arguments,
            Variables = spec.Variables ?? ImmutableDictionary<string, string>.Empty,
        };
    }

    /// <summary>The spec with nothing missing.</summary>
    /// <exception cref="LocalHostException">The spec is invalid.</exception>
    public static TrafficSpec Check(TrafficSpec spec)
    {
        if (!(spec.Percent is >= 0 and <= 100))
            throw Invalid("The share", $"{spec.Percent} is not between 0 and 100");
        var testers = spec.Testers.IsDefault ? [] : spec.Testers;
        if (testers.Select(tester => tester.Key).Append(spec.Sticky).Any(key => key is not null && string.IsNullOrWhiteSpace(key.Name)))
            throw Invalid("The share", "a header or cookie has no name");
        return spec with { Testers = testers };
    }

    /// <exception cref="LocalHostException">The number is not valid.</exception>
    public static void CheckInstances(string slot, int instances)
    {
        if (instances is < 0 or > MostReplicas)
            throw Invalid($"Slot '{slot}'", $"{instances} instances were asked for, valid are 0 to {MostReplicas}");
    }

    private static LocalHostException Invalid(string what, string problem) => new(HostErrors.InvalidSpec(what, problem));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$")]
    private static partial Regex ServiceName();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex SlotId();
}
