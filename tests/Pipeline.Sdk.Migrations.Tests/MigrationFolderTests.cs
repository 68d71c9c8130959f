using System.Text;

namespace Pipeline.Sdk.Migrations.Tests;

public sealed class MigrationFolderTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Scripts_come_in_the_order_of_their_versions_and_not_of_their_names()
    {
        _bench.Script("V10__ten.sql", "SELECT 10").Script("V2__two.up.sql", "SELECT 2").Script("V0001__one.sql", "SELECT 1").Script("README.md", "");

        Assert.Equal([1, 2, 10], MigrationFolder.Load(_bench.Folder).Scripts.Select(script => script.Version));
    }

    [Fact]
    public void A_down_script_is_kept_with_the_script_it_undoes()
    {
        _bench.Script("V1__one.up.sql", "CREATE TABLE one (id)").Script("V1__one.down.sql", "DROP TABLE one");

        var script = Assert.Single(MigrationFolder.Load(_bench.Folder).Scripts);
        Assert.Equal("V1__one.up.sql", script.File);
        Assert.Equal("DROP TABLE one", script.Down?.Text);
    }

    [Fact]
    public void The_checksum_is_the_same_with_a_byte_order_mark_and_windows_line_ends()
    {
        _bench.Script("V1__unix.sql", "SELECT 1;\nSELECT 2;\n");
        File.WriteAllText(Path.Combine(_bench.Folder, "V2__windows.sql"), "SELECT 1;\r\nSELECT 2;\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var scripts = MigrationFolder.Load(_bench.Folder).Scripts;
        Assert.Equal(scripts[0].Checksum, scripts[1].Checksum);
        Assert.Equal(64, scripts[0].Checksum.Length);
    }

    [Fact]
    public void All_findings_are_reported_at_once()
    {
        _bench.Script("V1__one.sql", "SELECT 1").Script("V01__uno.sql", "SELECT 1").Script("V2__blank.sql", " \n")
            .Script("V3_single_underscore.sql", "SELECT 3").Script("V0__zero.sql", "SELECT 0").Script("V4__loud.SQL", "SELECT 4")
            .Script("V5__nul.sql", "SELECT 1;\n\0").Script("V6__lonely.down.sql", "SELECT 6")
            .Script("V8__a.sql", "SELECT 8").Script("V8__b.down.sql", "SELECT 8");
        File.WriteAllBytes(Path.Combine(_bench.Folder, "V7__latin1.sql"), [.. "SELECT '"u8, 0xE9, .. "'"u8]);

        var invalid = Assert.Throws<InvalidPipelineException>(() => MigrationFolder.Load(_bench.Folder));

        Assert.Equal(
            ["PIPE0703", "PIPE0703", "PIPE0703", "PIPE0704", "PIPE0705", "PIPE0706", "PIPE0707", "PIPE0708", "PIPE0708"],
            invalid.Diagnostics.Select(finding => finding.Code).Order(StringComparer.Ordinal));
        Assert.Contains("'V1__one.sql' has version 1, which 'V01__uno.sql' has already", invalid.Message, StringComparison.Ordinal);
        Assert.Contains("'V7__latin1.sql' is not UTF-8: the byte at offset 8", invalid.Message, StringComparison.Ordinal);
        Assert.Contains("'V5__nul.sql' holds a NUL character in line 2", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var invalid = Assert.Throws<InvalidPipelineException>(() => MigrationFolder.Load("no/such/folder"));

        Assert.Equal("PIPE0701", Assert.Single(invalid.Diagnostics).Code);
        Assert.Contains("'no/such/folder'", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_scripts_is_a_finding() =>
        Assert.Equal("PIPE0702", Assert.Single(Assert.Throws<InvalidPipelineException>(() => MigrationFolder.Load(_bench.Folder)).Diagnostics).Code);
}
