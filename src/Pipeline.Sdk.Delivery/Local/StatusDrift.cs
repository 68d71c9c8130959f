using System.Globalization;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>Where what is live differs from what is declared and recorded.</summary>
internal static class StatusDrift
{
    /// <summary>One sentence for each difference.</summary>
    public static IEnumerable<string> Of(Service service, LocalEnvironment local, SlotStatus? live)
    {
        var history = local.History(service).Live();
        var recorded = history.IsEmpty ? null : history.Peek();
        if (live is null)
        {
            if (recorded is not null)
                yield return $"release {recorded.Version} is recorded as live, and the host has none.";
            yield break;
        }

        if (recorded is not null && recorded.Digest != live.Digest)
            yield return $"the host says that {live.Version} ({live.Digest}) is live, the journal {recorded.Version} ({recorded.Digest}). Deploy or Rollback settles it.";
        if (live.Instances.Length != service.Replicas)
            yield return string.Create(CultureInfo.InvariantCulture, $"{service.Replicas} instances are declared, {live.Instances.Length} are there. The next release gets the declared number.");
        if (live.Shape is not { } shape)
            yield break;

        if (shape.HealthPath != service.HealthPath || shape.VersionPath != service.VersionPath)
            yield return $"it is probed at {shape.HealthPath} and {shape.VersionPath ?? "no version path"}, declared are {service.HealthPath} and {service.VersionPath ?? "none"}.";
        if (shape.DrainTimeout != service.DrainWithin)
            yield return $"it is drained for {shape.DrainTimeout.TotalSeconds:0.#} s, declared are {service.DrainWithin.TotalSeconds:0.#} s.";

        // The names only: values may be secrets, and the host does not tell them.
        var declared = local.Environment.Variables.Select(variable => variable.Name).Concat(service.Variables.Select(variable => variable.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in declared.Where(name => !shape.Variables.Contains(name)).Order(StringComparer.Ordinal))
            yield return $"variable {name} is declared, and what is live was started without it.";
        foreach (var name in shape.Variables.Where(name => !declared.Contains(name)))
            yield return $"variable {name} is no longer declared, and what is live has it.";
    }
}
