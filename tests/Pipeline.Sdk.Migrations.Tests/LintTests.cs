namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>Every rule has a script that it finds, for that reason alone, and one that it leaves alone: <c>CODE[.engine][.kind].err.sql</c> and <c>.ok.sql</c>.</summary>
public sealed class LintTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "LintFixtures");

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-lint-").FullName;

    public static TheoryData<string, DatabaseEngine> Errors { get; } = Files(".err.sql");

    public static TheoryData<string, DatabaseEngine> Fine { get; } = Files(".ok.sql");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_broken_script_is_found_for_its_reason_alone(string fixture, DatabaseEngine engine)
    {
        var finding = Assert.Single(Check(fixture, engine));

        Assert.Equal(fixture[..7], finding.Code);
        Assert.True(finding.Message.Length > 30, "A finding says how to do it otherwise.");
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public void A_mended_script_is_left_alone(string fixture, DatabaseEngine engine) => Assert.Empty(Check(fixture, engine));

    [Fact]
    public void Every_rule_has_both_fixtures()
    {
        var codes = LintRules.Names.Select(rule => rule.Code).Distinct().Order().ToList();

        Assert.Equal(codes, Errors.Select(row => row.Data.Item1[..7]).Distinct().Order());
        Assert.Equal(codes, Fine.Select(row => row.Data.Item1[..7]).Distinct().Order());
    }

    [Fact]
    public void Every_rule_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "migrations.md"));
        foreach (var (code, _) in LintRules.Names) Assert.Contains($"| {code} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_table_of_a_real_database_is_spared()
    {
        File.Copy(Path.Combine(Fixtures, "base.sql"), Path.Combine(_folder, "V1__base.sql"));
        File.WriteAllText(Path.Combine(_folder, "V2__index.sql"), "-- pipeline: irreversible a test\nCREATE INDEX orders_amount ON orders (amount)");
        var folder = MigrationFolder.Load(_folder);
        var applied = new HashSet<long> { 1 };

        Assert.Equal("MIG0011", Assert.Single(MigrationLint.Check(folder, DatabaseEngine.Postgres, applied, [new TableSize("orders", 5_000_000, -1)])).Code);
        Assert.Empty(MigrationLint.Check(folder, DatabaseEngine.Postgres, applied, [new TableSize("orders", 12, -1)]));
    }

    [Fact]
    public void An_acknowledged_finding_is_kept_with_its_reason()
    {
        File.WriteAllText(Path.Combine(_folder, "V1__a.sql"), "-- pipeline: irreversible a test\n-- pipeline: allow MIG0017 the name is the customer's\nCREATE TABLE \"User\" (id integer)");

        Assert.Equal("the name is the customer's", Assert.Single(MigrationLint.Check(MigrationFolder.Load(_folder), DatabaseEngine.Postgres)).Acknowledged);
    }

    private List<LintFinding> Check(string fixture, DatabaseEngine engine)
    {
        var text = File.ReadAllText(Path.Combine(Fixtures, fixture));
        File.Copy(Path.Combine(Fixtures, "base.sql"), Path.Combine(_folder, "V1__base.sql"));
        if (fixture.Contains(".repeatable.", StringComparison.Ordinal)) File.WriteAllText(Path.Combine(_folder, "R__live.sql"), text);
        else if (fixture.Contains(".seed.", StringComparison.Ordinal)) File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "seed")).FullName, "S__seed.sql"), text);
        else
        {
            File.WriteAllText(Path.Combine(_folder, "V2__fixture.up.sql"), text);
            if (!fixture.Contains(".nodown.", StringComparison.Ordinal)) File.WriteAllText(Path.Combine(_folder, "V2__fixture.down.sql"), "SELECT 1");
        }

        return [.. MigrationLint.Check(MigrationFolder.Load(_folder), engine, new HashSet<long> { 1 }).Where(finding => finding.Acknowledged is null)];
    }

    private static TheoryData<string, DatabaseEngine> Files(string ending)
    {
        var data = new TheoryData<string, DatabaseEngine>();
        foreach (var file in Directory.GetFiles(Fixtures, "MIG*" + ending).Select(Path.GetFileName).OfType<string>().Order())
        {
            if (!file.Contains(".postgres.", StringComparison.Ordinal)) data.Add(file, DatabaseEngine.Sqlite);
            if (!file.Contains(".sqlite.", StringComparison.Ordinal)) data.Add(file, DatabaseEngine.Postgres);
        }

        return data;
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Pipeline.Sdk.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
    }
}
