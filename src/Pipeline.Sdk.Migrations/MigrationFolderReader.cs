using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Reads one folder once and collects everything that is wrong with it.</summary>
internal sealed class MigrationFolderReader(string folder)
{
    private readonly ImmutableArray<Diagnostic>.Builder _findings = ImmutableArray.CreateBuilder<Diagnostic>();

    public ImmutableArray<MigrationScript> Read()
    {
        if (!Directory.Exists(folder)) throw new InvalidPipelineException([MigrationDiagnostics.FolderMissing(folder)]);

        var ups = new SortedDictionary<long, MigrationScript>();
        var downs = new SortedDictionary<long, MigrationScript>();
        foreach (var path in SqlFiles())
        {
            var file = Path.GetFileName(path);
            if (MigrationFileName.Parse(file) is not { } name)
            {
                _findings.Add(MigrationDiagnostics.BadName(file));
                continue;
            }

            var script = ReadScript(path, file, name);
            var sameDirection = name.IsDown ? downs : ups;
            if (!sameDirection.TryAdd(name.Version, script))
                _findings.Add(MigrationDiagnostics.DuplicateVersion(name.Version, file, sameDirection[name.Version].File));
        }

        FindLonelyDowns(ups, downs);
        if (ups.Count == 0 && _findings.Count == 0) _findings.Add(MigrationDiagnostics.FolderEmpty(folder));
        if (_findings.Count > 0) throw new InvalidPipelineException(_findings.ToImmutable());

        return [.. ups.Values.Select(up => up with { Down = downs.GetValueOrDefault(up.Version) })];
    }

    // The extension is compared without case so that 'V0002__x.SQL' is reported rather than left out unnoticed.
    private IEnumerable<string> SqlFiles() => Directory.EnumerateFiles(folder)
        .Where(path => path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private MigrationScript ReadScript(string path, string file, MigrationFileName name)
    {
        var text = ScriptText.Read(path, file, _findings);
        return new MigrationScript
        {
            Version = name.Version,
            Name = name.Name,
            File = file,
            Text = text,
            Checksum = ScriptText.Checksum(text),
        };
    }

    private void FindLonelyDowns(SortedDictionary<long, MigrationScript> ups, SortedDictionary<long, MigrationScript> downs)
    {
        foreach (var (version, down) in downs)
        {
            var up = ups.GetValueOrDefault(version);
            if (up is null || up.Name != down.Name) _findings.Add(MigrationDiagnostics.DownWithoutUp(down.File, up?.File));
        }
    }
}
