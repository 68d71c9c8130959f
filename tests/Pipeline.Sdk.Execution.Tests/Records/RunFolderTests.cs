namespace Pipeline.Sdk.Execution.Tests.Records;

/// <summary>No two runs share a folder.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_has_the_id_that_it_wishes_when_it_is_free()
    {
        Assert.Equal("id", RunFolder.Claim(_folder.Path, "id"));
        Assert.True(Directory.Exists(_folder["runs/id"]));
    }

    [Fact]
    public void Runs_that_begin_in_the_same_millisecond_have_folders_of_their_own()
    {
        var ids = new string[40];
        Parallel.For(0, ids.Length, index => ids[index] = RunFolder.Claim(_folder.Path, "id"));

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Contains("id-40", ids);
        Assert.Equal(ids.Order(), Directory.GetDirectories(_folder["runs"]).Select(folder => Path.GetFileName(folder)).Order());
    }

    [Fact]
    public void Where_no_folder_can_be_made_the_run_has_its_id_all_the_same()
    {
        _folder.Write("runs", "in the way");
        Assert.Equal("id", RunFolder.Claim(_folder.Path, "id"));
        Assert.Equal("id", RunFolder.Claim("/proc/nowhere", "id"));
    }
}
