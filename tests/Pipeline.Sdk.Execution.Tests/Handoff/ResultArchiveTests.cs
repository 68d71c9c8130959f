using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Pipeline.Sdk.Execution.Results;
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
        System.IO.File.SetUnixFileMode(_from["dist/app/Orders.Api"], Program);
        System.IO.File.SetUnixFileMode(_from["dist/empty"], Private);
        var bundle = new Bundle("orders", new SemanticVersion(1, 2, 3, "rc.1"), ["dist", "single.bin"]);
        var report = new TestReport { Passed = 3, Failed = 0, Skipped = 1, LineCoverage = 0.75, Duration = TimeSpan.FromSeconds(1.5), SkipReasons = ["später"] };
        _build.Target("Package").Run(_ => bundle);
        _build.Target("Test").Run(_ => report);
        _build.Target("Lint").Run();
        var targets = Targets();

        Export([], (targets["Package"], bundle), (targets["Test"], report), (targets["Lint"], null));
        var read = Import(Archive, _to.Path);

        Assert.Equal(["Lint", "Package", "Test"], read.Keys.Order(StringComparer.Ordinal));
        var back = Assert.IsType<Bundle>(Output(targets["Package"], read["Package"]));
        Assert.Equal((bundle.Name, bundle.Version), (back.Name, back.Version));
        Assert.Equal(bundle.Paths, back.Paths);
        Assert.Equivalent(report, Output(targets["Test"], read["Test"]), strict: true);
        Assert.Null(read["Lint"].Output);

        Directory.Delete(_from["out"], recursive: true);
        Assert.Equal(Content(_from.Path), Content(_to.Path));
        Assert.Equal(Program, System.IO.File.GetUnixFileMode(_to["dist/app/Orders.Api"]));
        Assert.Equal(Private, System.IO.File.GetUnixFileMode(_to["dist/empty"]));
    }

    [Fact]
    public void A_root_may_end_with_a_separator()
    {
        Export("text");
        Import(Archive, _to.Path + Path.DirectorySeparatorChar);
        Assert.Equal("text", System.IO.File.ReadAllText(_to["dist/a.txt"]));
    }

    [Fact]
    public void What_is_there_is_replaced()
    {
        Export("new");
        _to.Write("dist/a.txt", "old and longer");
        Import(Archive, _to.Path);
        Assert.Equal("new", System.IO.File.ReadAllText(_to["dist/a.txt"]));
    }

    [Fact]
    public void An_archive_that_is_there_is_replaced_in_one_step()
    {
        Export("one");
        Export("two");
        Import(Archive, _to.Path);
        Assert.Equal("two", System.IO.File.ReadAllText(_to["dist/a.txt"]));
        Assert.Single(Directory.GetFiles(_from["out"]));
    }

    [Fact]
    public void Rejects_0451_a_file_that_is_not_there()
    {
        Assert.Equal("PIPE0451", Refusal(() => Import(Archive, _to.Path)).Code);
        Assert.Contains(Archive, Refusal(() => Import(Archive, _to.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_0452_a_flipped_byte_of_a_file_and_of_an_output()
    {
        Export("the text of the file");
        foreach (var part in (string[])["the text of the file", "{\"name\":"])
        {
            var bytes = System.IO.File.ReadAllBytes(Archive);
            bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(part)) + 1] ^= 1;
            var flipped = _from.Write("flipped.tar", "");
            System.IO.File.WriteAllBytes(flipped, bytes);

            // Each time into a store that has nothing yet: a content that is there already is not read again.
            var root = Directory.CreateDirectory(_to[part.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)]).FullName;
            Assert.Equal("PIPE0452", Refusal(() => Import(flipped, root)).Code);
            Assert.Empty(Content(root));
        }
    }

    [Fact]
    public void Whatever_byte_is_flipped_the_content_is_as_it_was_or_refused_by_a_code()
    {
        Export("the text of the file");
        var whole = System.IO.File.ReadAllBytes(Archive);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 255]).Sample(
            (position, mask) =>
            {
                using var folder = new TemporaryFolder();
                var bytes = whole.ToArray();
                bytes[position] ^= (byte)mask;
                var file = folder["flipped.tar"];
                System.IO.File.WriteAllBytes(file, bytes);
                var root = Directory.CreateDirectory(folder["root"]).FullName;
                try
                {
                    Assert.Equal(["Package"], Import(file, root).Keys);
                    Assert.Equal(["dist/a.txt the text of the file"], Content(root));
                }
                catch (InvalidPipelineException refusal)
                {
                    Assert.Matches("^PIPE045[23]$", Assert.Single(refusal.Diagnostics).Code);
                    Assert.Empty(Content(root));
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
        System.IO.File.WriteAllBytes(cut, System.IO.File.ReadAllBytes(Archive)[..length]);
        Assert.Equal("PIPE0452", Refusal(() => Import(cut, _to.Path)).Code);
    }

    [Fact]
    public void Rejects_0452_a_file_that_is_no_archive() =>
        Assert.Equal("PIPE0452", Refusal(() => Import(_from.Write("text.tar", new string('x', 5000)), _to.Path)).Code);

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("dist/../../outside.txt")]
    [InlineData("/tmp/pipeline-outside.txt")]
    [InlineData("")]
    [InlineData(".")]
    public void Rejects_0453_an_entry_outside_of_the_root_and_writes_nothing(string entry)
    {
        Craft(File("inside.txt"), File(entry));

        var refusal = Refusal(() => Import(Archive, Directory.CreateDirectory(_to["root"]).FullName));
        Assert.Equal("PIPE0453", refusal.Code);
        Assert.Contains($"'{entry}'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Content(_to["root"]));
        Assert.Equal(["root"], Directory.GetFileSystemEntries(_to.Path).Select(Path.GetFileName));

        // The twin: without the entry it is a good archive.
        Craft(File("inside.txt"));
        Import(Archive, _to["root"]);
        Assert.True(System.IO.File.Exists(_to["root/inside.txt"]));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../etc/passwd")]
    public void Rejects_0453_a_link_that_leads_out(string target)
    {
        Craft(File("inside.txt"), new StoredFile("link", "", 0, 0, target));
        Assert.Equal("PIPE0453", Refusal(() => Import(Archive, _to.Path)).Code);
        Assert.Empty(Content(_to.Path));
    }

    [Fact]
    public void A_link_that_stays_inside_comes_back_as_a_link()
    {
        Craft(File("dist/a.txt"), new StoredFile("dist/current", "", 0, 0, "a.txt"));
        Import(Archive, _to.Path);
        Assert.Equal("a.txt", new FileInfo(_to["dist/current"]).LinkTarget);
    }

    [Fact]
    public void Rejects_0452_an_archive_without_one_of_its_contents()
    {
        Craft(new StoredFile("a.txt", new string('0', 64), 1, 0x1a4));
        Assert.Equal("PIPE0452", Refusal(() => Import(Archive, _to.Path)).Code);
    }

    [Fact]
    public void Rejects_0455_an_output_that_holds_a_secret_and_leaves_nothing_behind()
    {
        var refusal = Assert.Throws<StepFailedException>(() => Export("text", "orders"));
        Assert.Equal("PIPE0455", refusal.Code);
        Assert.Contains("target 'Package'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_from["out"]));

        Export("text", "another secret");
        Assert.True(System.IO.File.Exists(Archive));
    }

    [Theory]
    [InlineData("the s3cr3t-key in a text")]
    [InlineData("\0\u0001\u0002 s3cr3t-key in a binary file")]
    [InlineData("key: czNjcjN0LWtleQ==")]
    public void Rejects_0456_a_file_that_holds_a_secret_and_keeps_the_archive_that_was_there(string text)
    {
        Export("old");
        var before = System.IO.File.ReadAllBytes(Archive);

        var refusal = Assert.Throws<StepFailedException>(() => Export(text, "s3cr3t-key"));
        Assert.Equal("PIPE0456", refusal.Code);
        Assert.StartsWith("'dist/a.txt', a file of the result of target 'Package', holds a secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([Archive], Directory.GetFileSystemEntries(_from["out"]));
        Assert.Equal(before, System.IO.File.ReadAllBytes(Archive));
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
        Assert.ThrowsAny<IOException>(() => Export([], (Targets()["Package"], bundle)));
        Assert.False(Directory.Exists(_from["out"]) && Directory.EnumerateFiles(_from["out"]).Any(), "Nothing is left.");
    }

    [Fact]
    public void Two_runs_that_export_to_one_place_at_once_leave_one_whole_archive()
    {
        _from.Write("dist/a.txt", "text");
        var bundle = new Bundle("orders", new SemanticVersion(1, 0, 0), ["dist"]);
        _build.Target("Package").Run(_ => bundle);
        var target = Targets()["Package"];
        Parallel.For(0, 16, _ => Export([], (target, bundle)));

        Assert.Equal([Archive], Directory.GetFileSystemEntries(_from["out"]));
        Assert.Equal(["Package"], Import(Archive, _to.Path).Keys);
    }

    [Fact]
    public void A_large_file_is_exported_in_bounded_memory()
    {
        Export("small");
        using (var large = System.IO.File.Create(_from["dist/large.bin"]))
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
        Craft(File("inside.txt"), File("dist/deep/a.txt"));
        var (root, outside) = (Directory.CreateDirectory(_to["root"]).FullName, Directory.CreateDirectory(_to["outside"]).FullName);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, link)) ?? root);
        Directory.CreateSymbolicLink(Path.Combine(root, link), outside);

        var refusal = Refusal(() => Import(Archive, root));
        Assert.Equal("PIPE0457", refusal.Code);
        Assert.Contains($"'{Path.Combine(root, link)}' in the checkout is a link to {outside}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.False(System.IO.File.Exists(Path.Combine(root, "inside.txt")));

        // The twin: a link that stays inside is a way like any other.
        Directory.Delete(Path.Combine(root, link));
        Directory.CreateDirectory(Path.Combine(root, "elsewhere", folder));
        Directory.CreateSymbolicLink(Path.Combine(root, link), Path.Combine(root, "elsewhere"));
        Import(Archive, root);
        Assert.Equal("content", System.IO.File.ReadAllText(Path.Combine(root, "dist/deep/a.txt")));
    }

    [Fact]
    public void A_link_in_the_place_of_a_file_is_replaced_and_not_followed()
    {
        Craft(File("a.txt"));
        var outside = _from.Write("outside.txt", "untouched");
        System.IO.File.CreateSymbolicLink(_to["a.txt"], outside);
        Import(Archive, _to.Path);

        Assert.Equal("untouched", System.IO.File.ReadAllText(outside));
        Assert.Equal("content", System.IO.File.ReadAllText(_to["a.txt"]));
        Assert.Null(new FileInfo(_to["a.txt"]).LinkTarget);
    }

    private static Diagnostic Refusal(Action action) => Assert.Single(Assert.Throws<InvalidPipelineException>(action).Diagnostics);

    private static string[] Content(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => !Path.GetRelativePath(folder, file).StartsWith(".pipeline", StringComparison.Ordinal))
            .Select(file => $"{Path.GetRelativePath(folder, file)} {System.IO.File.ReadAllText(file)}"),
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
        Export(secrets, (graph.Targets[0], bundle));
    }

    private void Export(string[] secrets, params (GraphTarget Target, object? Output)[] results)
    {
        var made = new HandoffResults(Checkout(_from.Path), new Dictionary<string, StoredResult>(), cache: null, new SecretMasker(secrets));
        ResultArchive.Export(Archive, Manifest(), results.Select(result => made.Make(result.Target, result.Output, About(result.Target.Name), _from["no.log"])));
    }

    /// <summary>Takes an archive in and puts all of it back.</summary>
    private static Dictionary<string, StoredResult> Import(string archive, string root)
    {
        var checkout = Checkout(root);
        var results = ResultArchive.Import(archive, checkout).Results;
        foreach (var result in results)
            checkout.Files.Restore(result, checkout.Store, []);
        return results.ToDictionary(result => result.Target);
    }

    private object? Output(GraphTarget target, StoredResult result)
    {
        var bytes = Checkout(_to.Path).Store.Bytes(result.Output ?? "");
        Assert.NotNull(bytes);
        Assert.NotNull(target.Definition.Output);
        return ResultJson.Of(target.Definition.Draft.Owner).Read(bytes, target.Definition.Output);
    }

    private static CheckoutStore Checkout(string root) => new(root, TimeProvider.System, _ => { });

    private static HandoffManifest Manifest() => new() { Run = "run-1", IsComplete = true, System = "linux" };

    private static StoredResult About(string target) => new() { Target = target, Run = "run-1", MadeAt = DateTimeOffset.UnixEpoch, Duration = TimeSpan.Zero };

    private static StoredFile File(string path) => new(path, Convert.ToHexStringLower(SHA256.HashData("content"u8)), 7, 0x1a4);

    /// <summary>An archive whose checks fit, as an attacker would make it.</summary>
    private void Craft(params StoredFile[] files) => ResultArchive.Export(
        Archive, Manifest(), [new HandedResult(About("Package") with { Files = [.. files] }, digest => digest[0] == '0' && digest.Trim('0').Length == 0 ? new MemoryStream("x"u8.ToArray()) : new MemoryStream("content"u8.ToArray()))]);

    private sealed record Bundle(string Name, SemanticVersion Version, ImmutableArray<string> Paths) : IFileBacked;
}
