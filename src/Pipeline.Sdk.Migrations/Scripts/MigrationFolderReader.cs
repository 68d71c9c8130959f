using System.Collections.Immutable;

namespace Pipeline.Sdk.Migrations;

/// <summary>Reads one folder once and collects everything that is wrong with it.</summary>
internal sealed class MigrationFolderReader(string folder, ImmutableArray<CodeMigration> code, MigrationNaming naming)
{
    private const string SeedFolder = "seed";

    private readonly ImmutableArray<Diagnostic>.Builder _findings = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly SortedDictionary<long, MigrationScript> _ups = [];
    private readonly SortedDictionary<long, MigrationScript> _downs = [];
    private readonly SortedDictionary<string, MigrationScript> _others = new(StringComparer.Ordinal);

    public MigrationFolder Read()
    {
        if (!Directory.Exists(folder)) throw new InvalidPipelineException([MigrationDiagnostics.FolderMissing(folder)]);

        foreach (var path in SqlFiles(folder)) Add(path, "");
        ReadSeeds();
        foreach (var migration in code) AddCode(migration);
        FindLonelyDowns();
        if (_ups.Count + _others.Count == 0 && _findings.Count == 0) _findings.Add(MigrationDiagnostics.FolderEmpty(folder));
        if (_findings.Count > 0) throw new InvalidPipelineException(_findings.ToImmutable());

        return new MigrationFolder(folder, [.. _ups.Values.Select(up => up with { Down = _downs.GetValueOrDefault(up.Version) })], [.. _others.Values]);
    }

    // The extension is compared without case so that 'V0002__x.SQL' is reported rather than left out unnoticed.
    private static IEnumerable<string> SqlFiles(string path) => Directory.EnumerateFiles(path)
        .Where(file => file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private void ReadSeeds()
    {
        var seeds = Path.Combine(folder, SeedFolder);
        if (!Directory.Exists(seeds)) return;

        foreach (var path in SqlFiles(seeds)) Add(path, "/");
        foreach (var environment in Directory.EnumerateDirectories(seeds).Order(StringComparer.Ordinal))
        {
            foreach (var path in SqlFiles(environment)) Add(path, Path.GetFileName(environment) + "/");
        }
    }

    private void Add(string path, string seedOf)
    {
        var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
        var name = naming == MigrationNaming.Pipeline || seedOf.Length > 0
            ? MigrationFileName.Parse(Path.GetFileName(path), isSeed: seedOf.Length > 0)
            : ForeignFileName.Parse(Path.GetFileName(path), naming);
        if (name is null)
        {
            _findings.Add(seedOf.Length > 0 ? MigrationDiagnostics.BadSeedName(file) : naming == MigrationNaming.Pipeline
                ? MigrationDiagnostics.BadName(file)
                : MigrationDiagnostics.BadForeignName(file, naming));
            return;
        }

        var script = ReadScript(path, file, name, seedOf);
        if (name.Kind == MigrationKind.Versioned)
        {
            var sameDirection = name.IsDown ? _downs : _ups;
            if (!sameDirection.TryAdd(name.Version, script))
                _findings.Add(MigrationDiagnostics.DuplicateVersion(name.Version, file, sameDirection[name.Version].File));
        }
        else if (!_others.TryAdd(name.Kind == MigrationKind.Baseline ? "B" + script.Id : script.Id, script))
        {
            _findings.Add(MigrationDiagnostics.DuplicateName(file, _others[name.Kind == MigrationKind.Baseline ? "B" + script.Id : script.Id].File));
        }
    }

    private MigrationScript ReadScript(string path, string file, MigrationFileName name, string seedOf)
    {
        var text = ScriptText.Read(path, file, _findings);
        if (naming == MigrationNaming.EntityFramework) text = ForeignFileName.WithoutTransactions(text);
        var directives = new DirectiveReader(file, _findings).Read(text);
        if (directives.Batch is not null && name.Kind is not MigrationKind.Versioned) _findings.Add(MigrationDiagnostics.BatchNotVersioned(file));
        return new MigrationScript
        {
            Version = name.Version,
            Kind = name.Kind,
            Name = seedOf + name.Name,
            File = file,
            Text = text,
            Checksum = ScriptText.Checksum(text),
            Directives = directives,
        };
    }

    private void AddCode(CodeMigration migration)
    {
        var type = migration.GetType().Name;
        if (migration.Version < 1 || MigrationFileName.Parse($"V1__{migration.Name}.sql", isSeed: false) is null) _findings.Add(MigrationDiagnostics.BadCode(type, migration.Version, migration.Name));
        if (migration.Directives.Batch is not null) _findings.Add(MigrationDiagnostics.BatchNotVersioned(type));
        var script = new MigrationScript
        {
            Version = migration.Version,
            Name = migration.Name,
            File = type,
            Text = "",
            Checksum = ScriptText.Checksum($"{migration.Name}\n{migration.Revision}"),
            Directives = migration.Directives,
            Code = migration,
        };
        if (!_ups.TryAdd(script.Version, script)) _findings.Add(MigrationDiagnostics.DuplicateVersion(script.Version, type, _ups[script.Version].File));
    }

    private void FindLonelyDowns()
    {
        foreach (var (version, down) in _downs)
        {
            var up = _ups.GetValueOrDefault(version);
            if (up is null || up.Name != down.Name || up.Code is not null) _findings.Add(MigrationDiagnostics.DownWithoutUp(down.File, up?.File));
        }
    }
}
