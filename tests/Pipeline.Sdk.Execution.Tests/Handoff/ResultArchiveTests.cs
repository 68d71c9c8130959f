using System.Collections.Immutable;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Execution.Tests.Handoff;

/// <summary>Results travel from one job to the next, whole or not at all.</summary>
public sealed class ResultArchiveTests : IDisposable
{
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _from = new();
    private readonly TemporaryFolder _to = new();
    private readonly PipelineBuilder _build = PipelineBuilder.Create([]);

    private string Archive => _from["out/results.tar"];

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public void Outputs_and_files_come_back_as_they_were()
    {
        _from.Write("dist/app/Orders.Api", "program");
        _from.Write("dist/app/with spaces/größe 漢字.txt", "text");
        _from.Write($"dist/{new string('d', 90)}/{new string('f', 120)}.txt", "a long name");
        _from.Write("dist/empty", "");
        _from.Write("single.bin", "\0\u0001");
        File.SetUnixFileMode(_from["dist/app/Orders.Api"], Program);
        File.SetUnixFileMode(_from["dist/empty"], Private);
        var bundle = new Bundle("orders", new SemanticVersion(1, 2, 3, "rc.1"), ["dist", "single.bin"]);
        var report = new TestReport { Passed = 3, Failed = 0, Skipped = 1, LineCoverage = 0.75, Duration = TimeSpan.FromSeconds(1.5), SkipReasons = ["später"] };
        _build.Target("Package").Run(_ => bundle);
        _build.Target("Test").Run(_ => report);
        _build.Target("Lint").Run();
        var targets = Targets();

        ResultArchive.Export(Archive, _from.Path, [new TargetResult(targets["Package"], bundle), new TargetResult(targets["Test"], report), new TargetResult(targets["Lint"], null)], new SecretMasker([]));
        var read = ResultArchive.Read(Archive);
        ResultArchive.Restore(Archive, _to.Path);

        Assert.Equal(["Lint", "Package", "Test"], read.Keys.Order(StringComparer.Ordinal));
        var back = Assert.IsType<Bundle>(ResultArchive.Output(Archive, targets["Package"], read["Package"]));
        Assert.Equal((bundle.Name, bundle.Version), (back.Name, back.Version));
        Assert.Equal(bundle.Paths, back.Paths);
        Assert.Equivalent(report, ResultArchive.Output(Archive, targets["Test"], read["Test"]), strict: true);
        Assert.Null(ResultArchive.Output(Archive, targets["Lint"], read["Lint"]));

        Directory.Delete(_from["out"], recursive: true);
        Assert.Equal(Content(_from.Path), Content(_to.Path));
        Assert.Equal(Program, File.GetUnixFileMode(_to["dist/app/Orders.Api"]));
        Assert.Equal(Private, File.GetUnixFileMode(_to["dist/empty"]));
    }

    [Fact]
    public void A_root_may_end_with_a_separator()
    {
        Export("text");
        ResultArchive.Restore(Archive, _to.Path + Path.DirectorySeparatorChar);
        Assert.Equal("text", File.ReadAllText(_to["dist/a.txt"]));
    }

    [Fact]
    public void What_is_there_is_replaced()
    {
        Export("new");
        _to.Write("dist/a.txt", "old and longer");
        ResultArchive.Restore(Archive, _to.Path);
        Assert.Equal("new", File.ReadAllText(_to["dist/a.txt"]));
    }

    [Fact]
    public void An_archive_that_is_there_is_replaced_in_one_step()
    {
        Export("one");
        Export("two");
        ResultArchive.Restore(Archive, _to.Path);
        Assert.Equal("two", File.ReadAllText(_to["dist/a.txt"]));
        Assert.Single(Directory.GetFiles(_from["out"]));
    }

    [Fact]
    public void Rejects_0451_a_file_that_is_not_there()
    {
        Assert.Equal("PIPE0451", Refusal(() => ResultArchive.Read(Archive)).Code);
        Assert.Contains(Archive, Refusal(() => ResultArchive.Restore(Archive, _to.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0452_a_flipped_byte_of_a_file_and_of_an_output()
    {
        Export("the text of the file");
        foreach (var part in (string[])["the text of the file", "{\"name\":"])
        {
            var bytes = File.ReadAllBytes(Archive);
            bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(part)) + 1] ^= 1;
            var flipped = _from.Write("flipped.tar", "");
            File.WriteAllBytes(flipped, bytes);

            Assert.Equal("PIPE0452", Refusal(() => ResultArchive.Read(flipped)).Code);
            Assert.Equal("PIPE0452", Refusal(() => ResultArchive.Restore(flipped, _to.Path)).Code);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_to.Path));
    }

    [Fact]
    public void Whatever_byte_is_flipped_the_content_is_as_it_was_or_refused_by_a_code()
    {
        Export("the text of the file");
        var whole = File.ReadAllBytes(Archive);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 255]).Sample(
            (position, mask) =>
            {
                using var folder = new TemporaryFolder();
                var bytes = whole.ToArray();
                bytes[position] ^= (byte)mask;
                var file = folder["flipped.tar"];
                File.WriteAllBytes(file, bytes);
                var root = Directory.CreateDirectory(folder["root"]).FullName;
                try
                {
                    ResultArchive.Restore(file, root);
                    Assert.Equal(["dist/a.txt the text of the file"], Content(root));
                    Assert.Equal(["Package"], ResultArchive.Read(file).Keys);
                }
                catch (InvalidPipelineException refusal)
                {
                    Assert.Matches("^PIPE045[23]$", Assert.Single(refusal.Diagnostics).Code);
                    Assert.Empty(Directory.GetFileSystemEntries(root));
                }
            },
            iter: 500,
            threads: 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(512)]
    [InlineData(1200)]
    [InlineData(3000)]
    public void Rejects_0452_an_archive_that_is_cut_off(int length)
    {
        Export("the text of the file");
        var cut = _from["cut.tar"];
        File.WriteAllBytes(cut, File.ReadAllBytes(Archive)[..length]);
        Assert.Equal("PIPE0452", Refusal(() => ResultArchive.Restore(cut, _to.Path)).Code);
    }

    [Fact]
    public void Rejects_0452_a_file_that_is_no_archive() =>
        Assert.Equal("PIPE0452", Refusal(() => ResultArchive.Read(_from.Write("text.tar", new string('x', 5000)))).Code);

    [Theory]
    [InlineData("files/../outside.txt")]
    [InlineData("files/dist/../../outside.txt")]
    [InlineData("files//tmp/pipeline-outside.txt")]
    [InlineData("files/")]
    [InlineData("files/.")]
    public void Rejects_0453_an_entry_outside_of_the_root_and_writes_nothing(string entry)
    {
        Craft((TarEntryType.RegularFile, "files/inside.txt"), (TarEntryType.RegularFile, entry));

        var refusal = Refusal(() => ResultArchive.Restore(Archive, Directory.CreateDirectory(_to["root"]).FullName));
        Assert.Equal("PIPE0453", refusal.Code);
        Assert.Contains($"'{entry}'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_to["root"]));
        Assert.Equal(["root"], Directory.GetFileSystemEntries(_to.Path).Select(Path.GetFileName));

        // The twin: without the entry it is a good archive.
        Craft((TarEntryType.RegularFile, "files/inside.txt"));
        ResultArchive.Restore(Archive, _to["root"]);
        Assert.True(File.Exists(_to["root/inside.txt"]));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void Rejects_0453_a_link(TarEntryType type)
    {
        Craft((TarEntryType.RegularFile, "files/inside.txt"), (type, "files/link"));
        Assert.Equal("PIPE0453", Refusal(() => ResultArchive.Restore(Archive, _to.Path)).Code);
        Assert.Empty(Directory.GetFileSystemEntries(_to.Path));
    }

    [Fact]
    public void Rejects_0452_an_output_that_does_not_fit_its_target()
    {
        _build.Target("Test").Run(_ => 1);
        var refusal = Refusal(() => ResultArchive.Output("results.tar", Targets()["Test"], "\"text\""u8.ToArray()));
        Assert.Equal("PIPE0452", refusal.Code);
        Assert.Contains("the output of Test", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0455_an_output_that_holds_a_secret_and_leaves_nothing_behind()
    {
        var refusal = Assert.Throws<StepFailedException>(() => Export("text", "orders"));
        Assert.Equal("PIPE0455", refusal.Code);
        Assert.Contains("target 'Package'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_from["out"]));

        Export("text", "another secret");
        Assert.True(File.Exists(Archive));
    }

    [Theory]
    [InlineData("the s3cr3t-key in a text")]
    [InlineData("\0\u0001\u0002 s3cr3t-key in a binary file")]
    [InlineData("key: czNjcjN0LWtleQ==")]
    public void Rejects_0456_a_file_that_holds_a_secret_and_keeps_the_archive_that_was_there(string text)
    {
        Export("old");
        var before = File.ReadAllBytes(Archive);

        var refusal = Assert.Throws<StepFailedException>(() => Export(text, "s3cr3t-key"));
        Assert.Equal("PIPE0456", refusal.Code);
        Assert.StartsWith("'dist/a.txt', a file of the result of target 'Package', holds a secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([Archive], Directory.GetFileSystemEntries(_from["out"]));
        Assert.Equal(before, File.ReadAllBytes(Archive));
    }

    [Fact]
    public void Rejects_0456_a_file_with_a_secret_in_its_name_and_does_not_tell_it()
    {
        _from.Write("dist/s3cr3t-key.txt", "");
        var refusal = Assert.Throws<StepFailedException>(() => Export("text", "s3cr3t-key"));
        Assert.Equal("PIPE0456", refusal.Code);
        Assert.Contains("'dist/***.txt'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_leaves_nothing_behind()
    {
        var bundle = new Bundle("orders", new SemanticVersion(1, 0, 0), ["missing"]);
        _build.Target("Package").Run(_ => bundle);
        Assert.ThrowsAny<IOException>(() => ResultArchive.Export(Archive, _from.Path, [new TargetResult(Targets()["Package"], bundle)], new SecretMasker([])));
        Assert.Empty(Directory.GetFileSystemEntries(_from["out"]));
    }

    [Fact]
    public void Two_runs_that_export_to_one_place_at_once_leave_one_whole_archive()
    {
        _from.Write("dist/a.txt", "text");
        var bundle = new Bundle("orders", new SemanticVersion(1, 0, 0), ["dist"]);
        _build.Target("Package").Run(_ => bundle);
        var target = Targets()["Package"];
        Parallel.For(0, 16, _ => ResultArchive.Export(Archive, _from.Path, [new TargetResult(target, bundle)], new SecretMasker([])));

        Assert.Equal([Archive], Directory.GetFileSystemEntries(_from["out"]));
        Assert.Equal(["Package"], ResultArchive.Read(Archive).Keys);
    }

    [Fact]
    public void A_large_file_is_exported_in_bounded_memory()
    {
        Export("small");
        using (var large = File.Create(_from["dist/large.bin"]))
            large.SetLength(100_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Export("text", "s3cr3t-key");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("dist", "")]
    [InlineData("dist/deep", "dist/deep")]
    public void Rejects_0457_a_link_that_leads_out_of_the_checkout_and_writes_nothing(string link, string folder)
    {
        Craft((TarEntryType.RegularFile, "files/inside.txt"), (TarEntryType.RegularFile, "files/dist/deep/a.txt"));
        var (root, outside) = (Directory.CreateDirectory(_to["root"]).FullName, Directory.CreateDirectory(_to["outside"]).FullName);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, link)) ?? root);
        Directory.CreateSymbolicLink(Path.Combine(root, link), outside);

        var refusal = Refusal(() => ResultArchive.Restore(Archive, root));
        Assert.Equal("PIPE0457", refusal.Code);
        Assert.Contains($"'{Path.Combine(root, link)}' in the checkout is a link to {outside}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.False(File.Exists(Path.Combine(root, "inside.txt")));

        // The twin: a link that stays inside is a way like any other.
        Directory.Delete(Path.Combine(root, link));
        Directory.CreateDirectory(Path.Combine(root, "elsewhere", folder));
        Directory.CreateSymbolicLink(Path.Combine(root, link), Path.Combine(root, "elsewhere"));
        ResultArchive.Restore(Archive, root);
        Assert.Equal("content", File.ReadAllText(Path.Combine(root, "dist/deep/a.txt")));
    }

    [Fact]
    public void A_link_in_the_place_of_a_file_is_replaced_and_not_followed()
    {
        Craft((TarEntryType.RegularFile, "files/a.txt"));
        var outside = _from.Write("outside.txt", "untouched");
        File.CreateSymbolicLink(_to["a.txt"], outside);
        ResultArchive.Restore(Archive, _to.Path);

        Assert.Equal("untouched", File.ReadAllText(outside));
        Assert.Equal("content", File.ReadAllText(_to["a.txt"]));
        Assert.Null(new FileInfo(_to["a.txt"]).LinkTarget);
    }

    private static Diagnostic Refusal(Action action) => Assert.Single(Assert.Throws<InvalidPipelineException>(action).Diagnostics);

    private static string[] Content(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(folder, file)} {File.ReadAllText(file)}"),
    ];

    private Dictionary<string, GraphTarget> Targets()
    {
        var graph = GraphBuilder.Build(_build.ToDefinition()).Graph;
        Assert.NotNull(graph);
        return graph.Targets.ToDictionary(target => target.Name);
    }

    private void Export(string text, params string[] secrets)
    {
        _from.Write("dist/a.txt", text);
        var build = PipelineBuilder.Create([]);
        var bundle = new Bundle("orders", new SemanticVersion(1, 0, 0), ["dist"]);
        build.Target("Package").Run(_ => bundle);
        var graph = GraphBuilder.Build(build.ToDefinition()).Graph;
        Assert.NotNull(graph);
        ResultArchive.Export(Archive, _from.Path, [new TargetResult(graph.Targets[0], bundle)], new SecretMasker(secrets));
    }

    /// <summary>An archive with a digest that fits, as an attacker would make it.</summary>
    private void Craft(params (TarEntryType Type, string Name)[] entries)
    {
        Directory.CreateDirectory(_from["out"]);
        using var tar = new TarWriter(File.Create(Archive), TarEntryFormat.Pax);
        var digest = new StringBuilder();
        foreach (var (type, name) in entries)
        {
            var content = type == TarEntryType.RegularFile ? "content"u8.ToArray() : [];
            var entry = new PaxTarEntry(type, name);
            if (type == TarEntryType.RegularFile)
                entry.DataStream = new MemoryStream(content);
            else
                entry.LinkName = "/etc/passwd";
            tar.WriteEntry(entry);
            digest.Append(Convert.ToHexStringLower(SHA256.HashData(content))).Append("  ").Append(name).Append('\n');
        }

        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "digest") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(digest.ToString())) });
    }

    private sealed record Bundle(string Name, SemanticVersion Version, ImmutableArray<string> Paths) : IFileBacked;
}
