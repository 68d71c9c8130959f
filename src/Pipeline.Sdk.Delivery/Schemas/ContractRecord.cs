using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// Remembers which contract steps an environment's schema has behind it, so that a deployment with nothing to do opens no database. It may be behind a database that was restored or
/// taken back since: no release needs a contract step, and the next new release looks at the database itself.
/// </summary>
/// <param name="environment">The environment's folder, absolute.</param>
/// <param name="service">The service.</param>
/// <param name="scripts">The scripts as they are now.</param>
internal sealed class ContractRecord(string environment, string service, MigrationFolder scripts)
{
    private readonly string _path = Path.Combine(environment, $"contract-steps-{service}");

    private readonly ImmutableArray<string> _steps =
        [.. scripts.Scripts.Where(script => script.Phase == MigrationPhase.Contract).Select(script => string.Create(CultureInfo.InvariantCulture, $"{script.Version} {script.Checksum}"))];

    /// <summary>Whether there are none, or these very ones were found applied before.</summary>
    public bool IsDone => _steps.IsEmpty || (File.Exists(_path) && _steps.SequenceEqual(File.ReadAllLines(_path), StringComparer.Ordinal));

    /// <summary>Records that all of them are applied.</summary>
    public void Write()
    {
        // Written beside its place first: half a record, which a full disk leaves, is none.
        var temporary = _path + ".new";
        File.WriteAllLines(temporary, _steps);
        File.Move(temporary, _path, overwrite: true);
    }
}
