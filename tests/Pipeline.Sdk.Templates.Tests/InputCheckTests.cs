using Pipeline.Sdk.Bootstrap;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

public sealed class InputCheckTests : IDisposable
{
    private static readonly DateTime Built = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1);
    private readonly TempFolder _root = new();

    public InputCheckTests()
    {
        _root.Write("build/Build.cs", "").Write("build/.hidden/Steps.cs", "").Write("global.json", "")
            .Write("bin/inputs", "build\nglobal.json\n").Write("bin/stamp", "");
        File.SetLastWriteTimeUtc(_root.PathOf("bin/stamp"), Built);
    }

    private bool IsStale => InputCheck.IsStale(_root.PathOf("bin"), _root.Root);

    [Fact]
    public void Inputs_that_are_older_than_the_stamp_are_no_reason_to_build() => Assert.False(IsStale);

    [Theory]
    [InlineData("build/Build.cs")]
    [InlineData("build/.hidden/Steps.cs")]
    [InlineData("global.json")]
    public void A_file_that_changed_after_the_stamp_is(string file)
    {
        File.SetLastWriteTimeUtc(_root.PathOf(file), Built.AddSeconds(1));
        Assert.True(IsStale);
    }

    [Fact]
    public void A_file_that_changed_in_the_moment_of_the_stamp_is()
    {
        File.SetLastWriteTimeUtc(_root.PathOf("global.json"), Built);
        Assert.True(IsStale);
    }

    [Theory]
    [InlineData("build")]
    [InlineData("build/.hidden")]
    public void A_folder_whose_list_of_files_changed_is(string folder)
    {
        Directory.SetLastWriteTimeUtc(_root.PathOf(folder), Built.AddSeconds(1));
        Assert.True(IsStale);
    }

    [Fact]
    public void A_missing_input_is()
    {
        File.Delete(_root.PathOf("global.json"));
        Assert.True(IsStale);
    }

    [Theory]
    [InlineData("bin/inputs")]
    [InlineData("bin/stamp")]
    public void A_lost_record_of_the_last_build_is(string file)
    {
        File.Delete(_root.PathOf(file));
        Assert.True(IsStale);
    }

    [Fact]
    public void A_link_that_leads_back_is_not_followed()
    {
        Directory.CreateSymbolicLink(_root.PathOf("build/again"), _root.PathOf("build"));
        Directory.SetLastWriteTimeUtc(_root.PathOf("build"), Built.AddHours(-1));
        Assert.False(IsStale);
    }

    public void Dispose() => _root.Dispose();
}
