using CsCheck;

namespace Pipeline.Sdk.Core.Tests.Values;

/// <summary>A release's digest is the same wherever and in whatever order its files are listed.</summary>
public class ReleaseManifestTests
{
    private static readonly ReleaseFile[] Files =
    [
        new("app/Orders.Api", 1234, Executable: true, new string('a', 64)),
        new("app/Orders.Api.dll", 99, Executable: false, new string('b', 64)),
        new("app/b.txt", 0, Executable: false, new string('c', 64)),
        new("app/B.txt", 1, Executable: false, new string('d', 64)),
    ];

    [Fact]
    public void The_text_lists_files_in_ordinal_order() => Assert.Equal(
        $"""
        pipeline-release 1
        version 1.2.3
        {new string('d', 64)} - 1 app/B.txt
        {new string('a', 64)} x 1234 app/Orders.Api
        {new string('b', 64)} - 99 app/Orders.Api.dll
        {new string('c', 64)} - 0 app/b.txt

        """,
        ReleaseManifest.Text("1.2.3", Files));

    // Made by sha256sum from the text above.
    [Fact]
    public void The_digest_does_not_change_from_release_to_release_of_this_sdk() =>
        Assert.Equal("sha256:e8764decf32307e35a3c5385e7777b67166734529ff05b647c6ce4ebbdb3a368", ReleaseManifest.Digest("1.2.3", Files));

    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        var expected = ReleaseManifest.Digest("1.2.3", Files);
        Gen.Shuffle(Files).Sample(shuffled => ReleaseManifest.Digest("1.2.3", shuffled) == expected);
    }

    [Fact]
    public void Everything_else_matters()
    {
        string[] digests =
        [
            ReleaseManifest.Digest("1.2.3", Files),
            ReleaseManifest.Digest("1.2.4", Files),
            ReleaseManifest.Digest("1.2.3", Files[1..]),
            ReleaseManifest.Digest("1.2.3", [Files[0] with { Executable = false }, .. Files[1..]]),
            ReleaseManifest.Digest("1.2.3", [Files[0] with { Size = 1235 }, .. Files[1..]]),
            ReleaseManifest.Digest("1.2.3", [Files[0] with { Path = "app/Other" }, .. Files[1..]]),
            ReleaseManifest.Digest("1.2.3", [Files[0] with { Sha256 = new string('e', 64) }, .. Files[1..]]),
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }
}
