using System.Diagnostics;
using System.Security.Cryptography;

namespace Pipeline.Sdk.Delivery.Tests;

public sealed class ReleaseStoreTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly ReleaseStore _store;

    public ReleaseStoreTests() => _store = new ReleaseStore(Folder);

    private string Folder => _machine.PathOf("releases");

    [Fact]
    public async Task A_release_is_stored_under_its_digest_with_its_rights()
    {
        var (release, source) = Make("1.0.0", ("Orders.dll", "program"), ("bin/run.sh", "#!/bin/sh"), (".hidden", "dot"), ("empty", ""));

        var path = await Add(release, source);

        Assert.Equal(_store.PathOf(release.Digest), path);
        Assert.Equal(release.Digest["sha256:".Length..], Path.GetFileName(path));
        Assert.True(_store.Has(release.Digest));
        Assert.Equal("program", File.ReadAllText(Path.Combine(path, "Orders.dll")));
        await ReleaseStore.VerifyAsync("1.0.0", release.Digest, path, CancellationToken.None);
        Assert.Single(Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_release_that_is_there_already_is_left_alone()
    {
        var (release, source) = Make("1.0.0", ("Orders.dll", "program"));
        var path = await Add(release, source);
        var time = Directory.GetLastWriteTimeUtc(path);

        Assert.Equal(path, await Add(release, source));
        Assert.Equal(time, Directory.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public async Task A_release_without_files_is_a_release()
    {
        var (release, source) = Make("1.0.0");

        Assert.Empty(Directory.EnumerateFileSystemEntries(await Add(release, source)));
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("added")]
    [InlineData("removed")]
    [InlineData("renamed")]
    [InlineData("version")]
    public async Task Files_that_are_not_the_recorded_ones_are_refused(string change)
    {
        var (release, source) = Make("1.0.0", ("Orders.dll", "program"), ("other", "other"));
        switch (change)
        {
            case "edited":
                File.WriteAllText(Path.Combine(source, "Orders.dll"), "Program");
                break;
            case "added":
                File.WriteAllText(Path.Combine(source, "more"), "");
                break;
            case "removed":
                File.Delete(Path.Combine(source, "other"));
                break;
            case "renamed":
                File.Move(Path.Combine(source, "other"), Path.Combine(source, "another"));
                break;
            default:
                release = release with { Version = SemanticVersion.Parse("1.0.1") };
                break;
        }

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => Add(release, source));

        Assert.Equal("PIPE0621", failure.Code);
        Assert.Contains(release.Digest, failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder), "Nothing is touched.");
    }

    [Fact]
    public async Task A_missing_folder_is_told()
    {
        var (release, _) = Make("1.0.0", ("Orders.dll", "program"));

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => Add(release, _machine.PathOf("nowhere")));

        Assert.Equal("PIPE0620", failure.Code);
    }

    [Fact]
    public async Task A_store_that_cannot_be_made_is_told()
    {
        var (release, source) = Make("1.0.0", ("Orders.dll", "program"));
        File.WriteAllText(Folder, "a file where the folder should be");

        var failure = await Assert.ThrowsAsync<StepFailedException>(() => Add(release, source));

        Assert.Equal("PIPE0622", failure.Code);
    }

    [Fact]
    public async Task A_cancelled_copy_leaves_nothing()
    {
        var (release, source) = Make("1.0.0", ("Orders.dll", "program"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.AddAsync(release, source, cancelled.Token));

        Assert.False(_store.Has(release.Digest));
        Assert.False(Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any());
    }

    [Fact]
    public async Task What_a_killed_engine_left_half_copied_is_removed()
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".new-12345678", "deep"));
        File.WriteAllText(Path.Combine(Folder, ".new-12345678", "deep", "half"), "ha");
        var (release, source) = Make("1.0.0", ("Orders.dll", "program"));

        await Add(release, source);

        Assert.Equal([_store.PathOf(release.Digest)], Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Prune_keeps_what_is_used_and_the_last_five_others()
    {
        var digests = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            var (release, source) = Make($"1.0.{i}", ("Orders.dll", $"program {i}"));
            await Add(release, source);
            digests.Add(release.Digest);
            await BeOlderThanNextAsync(_store.PathOf(release.Digest));
        }

        _store.Prune(new HashSet<string> { digests[0], digests[7] }, kept: 5);

        Assert.Equal([0, 3, 4, 5, 6, 7, 8], Enumerable.Range(0, 9).Where(i => _store.Has(digests[i])));
    }

    [Fact]
    public void Prune_of_a_store_that_does_not_exist_does_nothing() => _store.Prune(new HashSet<string>(), kept: 5);

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A small disk can be mounted by root on Linux only.");
        var disk = Directory.CreateDirectory(_machine.PathOf("disk")).FullName;
        Assert.SkipUnless(Succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "pipeline-test", disk), "This machine does not let root mount a tmpfs (a container without CAP_SYS_ADMIN).");
        try
        {
            var store = new ReleaseStore(Path.Combine(disk, "releases"));
            var (small, smallSource) = Make("1.0.0", ("Orders.dll", "program"));
            var (large, largeSource) = Make("2.0.0", ("a small file", "first"), ("Orders.dll", new string('x', 2_000_000)));
            await store.AddAsync(small, smallSource, CancellationToken.None);

            var failure = await Assert.ThrowsAsync<StepFailedException>(() => store.AddAsync(large, largeSource, CancellationToken.None));

            Assert.Equal("PIPE0622", failure.Code);
            Assert.Contains("What was live keeps serving", failure.Message, StringComparison.Ordinal);
            Assert.Equal([store.PathOf(small.Digest)], Directory.EnumerateFileSystemEntries(Path.Combine(disk, "releases")));
            await ReleaseStore.VerifyAsync("1.0.0", small.Digest, store.PathOf(small.Digest), CancellationToken.None);
        }
        finally
        {
            Assert.True(Succeeds("umount", disk), "The small disk was not unmounted.");
        }
    }

    public void Dispose() => _machine.Dispose();

    private Task<string> Add(Release release, string source) => _store.AddAsync(release, source, TestContext.Current.CancellationToken);

    private (Release Release, string Source) Make(string version, params (string Path, string Text)[] files)
    {
        var source = Directory.CreateDirectory(Path.Combine(_machine.Checkout, "artifacts", version)).FullName;
        var manifest = new List<ReleaseFile>();
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(source, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? source);
            File.WriteAllText(path, text);
            var isExecutable = name.EndsWith(".sh", StringComparison.Ordinal) && !OperatingSystem.IsWindows();
            if (isExecutable && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            manifest.Add(new ReleaseFile(name, text.Length, isExecutable, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))));
        }

        var release = new Release
        {
            Name = "orders",
            Version = SemanticVersion.Parse(version),
            Digest = ReleaseManifest.Digest(version, manifest),
            Folder = "artifacts/" + version,
            EntryPoint = "Orders.dll",
            Files = [.. manifest],
        };
        return (release, source);
    }

    // Folders are ordered by when they were made; the file system's clock ticks every few milliseconds.
    private async Task BeOlderThanNextAsync(string folder)
    {
        var probe = _machine.PathOf("probe");
        var made = Directory.GetCreationTimeUtc(folder);
        var deadline = Stopwatch.StartNew();
        do
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(10), "The file system's clock stands still.");
            await Task.Yield();
            if (Directory.Exists(probe))
                Directory.Delete(probe);
            Directory.CreateDirectory(probe);
        }
        while (Directory.GetCreationTimeUtc(probe) <= made);
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
