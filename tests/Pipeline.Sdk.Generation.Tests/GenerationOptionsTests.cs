namespace Pipeline.Sdk.Generation;

public sealed class GenerationOptionsTests
{
    [Theory]
    [InlineData("ci", true, "ci", "nightly")]
    [InlineData("nightly", false, "ci", "nightly")]
    [InlineData("nightly", true, "nightly")]
    [InlineData("nightly", false, "nightly", "weekly")]
    public void The_main_workflow_is_the_one_named_ci_or_the_only_one(string workflow, bool isMain, params string[] all) =>
        Assert.Equal(isMain, new GenerationOptions { Workflows = [.. all] }.IsMain(workflow));
}
