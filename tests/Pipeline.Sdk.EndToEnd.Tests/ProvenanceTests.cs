using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Every release says where it comes from, in the published form, and a changed word is refused.</summary>
public sealed class ProvenanceTests
{
    [Fact]
    public async Task A_release_has_a_statement_of_the_published_form_that_names_what_was_deployed()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        (await stage.DeployAsync("1.0.0", ("PIPELINE_SHOP_TOKEN", "hunter2-hunter2"))).MustBe(0);

        var text = await File.ReadAllTextAsync(Path.Combine(stage.Root, "release", "1.0.0.intoto.json"), TestContext.Current.CancellationToken);
        using var statement = JsonDocument.Parse(text);
        var root = statement.RootElement;
        PublishedForm(root);

        // The subjects are what went live: the release's digest, and each of its files.
        var subjects = root.GetProperty("subject").EnumerateArray().ToDictionary(subject => Text(subject, "name"), subject => Text(subject.GetProperty("digest"), "sha256"), StringComparer.Ordinal);
        Assert.Equal(stage.Journal("Succeeded").Single().GetProperty("digest").GetString(), "sha256:" + subjects["shop@1.0.0"]);
        var files = Directory.EnumerateFiles(Path.Combine(stage.Root, "release", "1.0.0"), "*", SearchOption.AllDirectories).ToList();
        Assert.Equal(files.Count + 1, subjects.Count);
        foreach (var file in files)
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))), subjects[Path.GetRelativePath(Path.Combine(stage.Root, "release", "1.0.0"), file)]);

        var parameters = root.GetProperty("predicate").GetProperty("buildDefinition").GetProperty("externalParameters");
        Assert.Equal("Package", Text(parameters, "target"));
        Assert.Equal("1.0.0", Text(parameters.GetProperty("parameters"), "release-version"));
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_the_run_is_not_in_it()
    {
        await using var stage = new Stage();
        stage.LayOutRelease("1.0.0");

        (await stage.RunAsync(["Deploy", "--env", "staging", "--release-version", "1.0.0"], ("FIXTURE_SECRET", "1"), ("PIPELINE_SHOP_TOKEN", "hunter2-hunter2"))).MustBe(0);

        var text = await File.ReadAllTextAsync(Path.Combine(stage.Root, "release", "1.0.0.intoto.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop-token", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("changed", "PIPE0650")]
    [InlineData("gone", "PIPE0649")]
    [InlineData("foreign", "PIPE0651")]
    public async Task A_release_whose_provenance_is_not_the_recorded_one_is_refused_before_anything_is_touched(string how, string code)
    {
        await using var stage = await RolloutTests.LiveAsync();
        var file = Path.Combine(stage.Root, "release", "2.0.0.intoto.json");

        (await stage.DeployAsync("2.0.0", ("FIXTURE_PROVENANCE", how))).MustBe(1).MustSay(code, file, "Nothing was touched.");

        await RolloutTests.OnlyAsync(stage, "1.0.0");
        Assert.Equal("1.0.0", stage.AllJournal()[^1].GetProperty("version").GetString());
    }

    // https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md and https://slsa.dev/spec/v1.0/provenance: what they require, and nothing at the places they name that they do not know.
    private static void PublishedForm(JsonElement root)
    {
        Fields(root, ["_type", "subject", "predicateType", "predicate"], []);
        Assert.Equal("https://in-toto.io/Statement/v1", Text(root, "_type"));
        Assert.Equal("https://slsa.dev/provenance/v1", Text(root, "predicateType"));
        Assert.NotEqual(0, root.GetProperty("subject").GetArrayLength());
        foreach (var subject in root.GetProperty("subject").EnumerateArray())
        {
            Fields(subject, ["name", "digest"], []);
            Assert.Matches(new Regex("^[0-9a-f]{64}$", RegexOptions.None, TimeSpan.FromSeconds(1)), Text(subject.GetProperty("digest"), "sha256"));
        }

        var predicate = root.GetProperty("predicate");
        Fields(predicate, ["buildDefinition", "runDetails"], []);
        var definition = predicate.GetProperty("buildDefinition");
        Fields(definition, ["buildType", "externalParameters"], ["internalParameters", "resolvedDependencies"]);
        IsUri(Text(definition, "buildType"));
        Assert.Equal(JsonValueKind.Object, definition.GetProperty("externalParameters").ValueKind);
        foreach (var dependency in definition.GetProperty("resolvedDependencies").EnumerateArray())
        {
            Fields(dependency, [], ["name", "uri", "digest", "content", "downloadLocation", "mediaType", "annotations"]);
            Assert.True(dependency.TryGetProperty("uri", out _) || dependency.TryGetProperty("digest", out _) || dependency.TryGetProperty("content", out _));
        }

        var details = predicate.GetProperty("runDetails");
        Fields(details, ["builder"], ["metadata", "byproducts"]);
        Fields(details.GetProperty("builder"), ["id"], ["builderDependencies", "version"]);
        IsUri(Text(details.GetProperty("builder"), "id"));
        Assert.All(details.GetProperty("builder").GetProperty("version").EnumerateObject(), part => Assert.Equal(JsonValueKind.String, part.Value.ValueKind));
        var metadata = details.GetProperty("metadata");
        Fields(metadata, [], ["invocationId", "startedOn", "finishedOn"]);
        Assert.NotEqual("", Text(metadata, "invocationId"));
        var (started, finished) = (metadata.GetProperty("startedOn").GetDateTimeOffset(), metadata.GetProperty("finishedOn").GetDateTimeOffset());
        Assert.True(started <= finished && Text(metadata, "startedOn").EndsWith('Z'));
    }

    private static void Fields(JsonElement json, string[] required, string[] optional)
    {
        var names = json.EnumerateObject().Select(property => property.Name).ToList();
        Assert.Empty(required.Except(names));
        Assert.Empty(names.Except(required).Except(optional));
    }

    private static void IsUri(string text) => Assert.True(Uri.TryCreate(text, UriKind.Absolute, out _), text);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
