using System.Text;

namespace Pipeline.Sdk.Migrations.Tests;

public sealed class ScriptReadingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-read-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("SELECT 1; SELECT 2", 2)]
    [InlineData(";;SELECT 1;;", 1)]
    [InlineData("SELECT ';'; SELECT 'it''s; fine'", 2)]
    [InlineData("SELECT E'a\\';b'; SELECT 2", 2)]
    [InlineData("SELECT U&'a;b', B'01', \"odd;\"\"name\"; SELECT 2", 2)]
    [InlineData("SELECT $$a;b$$; SELECT $tag$ $$;$$ ; $tag$; SELECT $1", 3)]
    [InlineData("DO $do$ BEGIN PERFORM 1; PERFORM 2; END $do$; SELECT 1", 2)]
    [InlineData("/* a; /* nested; */ b; */ SELECT 1; -- c;\nSELECT 2", 2)]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; SELECT 2", 2)]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2)); SELECT 2", 2)]
    [InlineData("SELECT a::text, '{}'::jsonb ?| array['x'], b @> c, d #>> '{e}'; SELECT 1.5e-3", 2)]
    public void Postgres_statements_end_where_the_server_would_end_them(string sql, int count) => Assert.Equal(count, SqlScript.Split(sql, DatabaseEngine.Postgres).Length);

    [Theory]
    [InlineData("SELECT [a;b], `c;d`, \"e;f\"; SELECT 2", 2)]
    [InlineData("/* not /* nested */ SELECT 1; SELECT 2", 2)]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET x = CASE WHEN 1 THEN 2 END; DELETE FROM c; END; SELECT 1", 2)]
    [InlineData("CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END; SELECT 1", 2)]
    [InlineData("SELECT x'00', ?1, :name, @name, $name; SELECT 2", 2)]
    public void Sqlite_statements_end_where_sqlite_would_end_them(string sql, int count) => Assert.Equal(count, SqlScript.Split(sql, DatabaseEngine.Sqlite).Length);

    [Fact]
    public void A_byte_order_mark_and_crlf_change_neither_text_nor_checksum()
    {
        Write("V1__a.sql", "-- pipeline: phase expand\nCREATE TABLE a (\n  id integer\n);\n");
        var plain = MigrationFolder.Load(_folder).Scripts[0];
        File.WriteAllBytes(Path.Combine(_folder, "V1__a.sql"), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("-- pipeline: phase expand\r\nCREATE TABLE a (\r\n  id integer\r\n);\r\n")]);
        var windows = MigrationFolder.Load(_folder).Scripts[0];

        Assert.Equal((plain.Text, plain.Checksum, MigrationPhase.Expand), (windows.Text, windows.Checksum, windows.Phase));
        Assert.Equal(2, windows.Statements(DatabaseEngine.Postgres)[0].Line);
    }

    [Fact]
    public void Ten_megabytes_are_cut_in_time_in_proportion()
    {
        var sql = string.Concat(Enumerable.Repeat("INSERT INTO a VALUES ('x;x', $$y;y$$); -- z;\n", 230_000));
        Assert.Equal(230_000, SqlScript.Split(sql, DatabaseEngine.Postgres).Length);
    }

    [Fact]
    public void Directives_say_how_a_script_runs()
    {
        Write("V1__a.sql", """
            -- pipeline: no-transaction
            -- pipeline: lock-timeout 2s
              -- pipeline: timeout 5m
            -- pipeline: phase contract
            -- pipeline: compatible-from 1.4.0
            -- pipeline: batch table=sales."Order Lines" key=id size=10 pause=1s
            -- pipeline: irreversible it cannot be undone
            -- pipeline: volatile a.b, c.d
            -- pipeline: allow MIG0001 known
            SELECT '
            -- pipeline: phase expand
            ', $x$
            -- pipeline: nonsense
            $x$;
            """);
        var directives = MigrationFolder.Load(_folder).Scripts[0].Directives;

        Assert.Equal(
            (false, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5), MigrationPhase.Contract, "1.4.0", "it cannot be undone"),
            (directives.IsTransactional, directives.LockTimeout, directives.StatementTimeout, directives.Phase, directives.CompatibleFrom?.ToString(), directives.Irreversible));
        Assert.Equal(new BatchDirective("sales.\"Order Lines\"", "id", 10, TimeSpan.FromSeconds(1)), directives.Batch);
        Assert.Equal(["a.b", "c.d"], directives.Volatile);
        Assert.Equal(new LintAcknowledgement("MIG0001", "known"), Assert.Single(directives.Allowed));
    }

    [Theory]
    [InlineData("no-transactions", "PIPE0713", "did you mean 'no-transaction'?")]
    [InlineData("phase later", "PIPE0714", "Valid is expand, migrate or contract")]
    [InlineData("timeout 5", "PIPE0714", "Valid is a duration")]
    [InlineData("compatible-from next", "PIPE0714", "Valid is a version")]
    [InlineData("batch table=a", "PIPE0714", "key=COLUMN")]
    [InlineData("allow MIG0001", "PIPE0714", "and the reason")]
    [InlineData("allow MIG9999 why", "PIPE0714", "the code of a lint rule")]
    [InlineData("irreversible", "PIPE0714", "the reason")]
    public void A_directive_that_is_wrong_is_named_with_what_is_valid(string directive, string code, string message)
    {
        Write("V1__a.sql", $"SELECT 1;\n-- pipeline: {directive}\n");
        var finding = Assert.Single(Assert.Throws<InvalidPipelineException>(() => MigrationFolder.Load(_folder)).Diagnostics);

        Assert.Equal(code, finding.Code);
        Assert.StartsWith("V1__a.sql(2): ", finding.Message, StringComparison.Ordinal);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directive_that_is_there_twice_is_named()
    {
        Write("V1__a.sql", "-- pipeline: phase expand\n-- pipeline: phase contract\nSELECT 1");
        Assert.Equal("PIPE0715", Assert.Single(Assert.Throws<InvalidPipelineException>(() => MigrationFolder.Load(_folder)).Diagnostics).Code);
    }

    [Theory]
    [InlineData("R1__view.sql")]
    [InlineData("R__view.up.sql")]
    [InlineData("B__all.sql")]
    [InlineData("S__seed.sql")]
    [InlineData("V__name.sql")]
    [InlineData("seed/V1__x.sql")]
    public void A_name_that_is_of_no_kind_is_refused(string file)
    {
        Write(file, "SELECT 1");
        Assert.Equal("PIPE0703", Assert.Single(Assert.Throws<InvalidPipelineException>(() => MigrationFolder.Load(_folder)).Diagnostics).Code);
    }

    [Fact]
    public void A_batch_without_a_version_is_refused()
    {
        Write("R__x.sql", "-- pipeline: batch table=a key=id\nUPDATE a SET x = 1 WHERE id BETWEEN :from AND :to");
        Assert.Equal("PIPE0716", Assert.Single(Assert.Throws<InvalidPipelineException>(() => MigrationFolder.Load(_folder)).Diagnostics).Code);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        File.WriteAllText(path, text);
    }
}
