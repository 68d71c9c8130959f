using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

/// <summary>Every template with every set of options: generated, built, run.</summary>
public sealed class TemplateOptionTests(Packages packages)
{
    private static readonly string[][] CiSystems = [["--ci", "github"], ["--ci", "azure"], [], ["--ci", "none"]];
    private static readonly string[][] Forms = [[], ["--single-file"]];

    /// <summary>Template and options.</summary>
    public static TheoryData<string, string> OptionSets => new(
        from template in (string[][])[["pipeline"], ["pipeline", "--kind", "service", "--service-project", "src/Shop"], ["pipeline-service"], ["pipeline-library"]]
        from ci in CiSystems
        from form in Forms
        select (template[0], string.Join(' ', [.. template[1..], .. ci, .. form])));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OptionSets))]
    public async Task The_pipeline_of_each_option_set_builds_and_generates_what_was_asked_for(string template, string options)
    {
        await using var repository = await TemplatedRepository.CreateAsync(packages, template, Words(options));
        await CheckAsync(repository, options);
    }

    // The sample for every change: the form that differs most from what the other tests use.
    [Fact]
    public async Task A_library_in_a_single_file_for_one_CI_system_is_tested()
    {
        await using var repository = await TemplatedRepository.CreateAsync(packages, "pipeline-library", Words("--ci github --single-file"));
        await CheckAsync(repository, "--ci github --single-file");
        await repository.MustBuildAsync("Test");
        Assert.NotEmpty(Directory.GetFiles(repository.PathOf(".pipeline/tests/Test"), "*.trx", SearchOption.AllDirectories));
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_service_is_deployed_to_staging_on_this_machine_and_answers()
    {
        await using var repository = await TemplatedRepository.CreateAsync(packages, "pipeline-service");
        var run = await repository.MustBuildAsync("Deploy", "--env", "staging");
        var address = run.Split('\n').Select(line => line.Split(" is live at ")).First(parts => parts.Length == 2)[1].Trim();

        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var note = new StringContent("{\"text\":\"buy bread\"}", System.Text.Encoding.UTF8, "application/json");
        Assert.True((await http.PostAsync("/notes", note, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        Assert.Contains("buy bread", await http.GetStringAsync("/notes", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline", "--ci none --ci github")]
    [InlineData("pipeline", "--kind service")]
    [InlineData("pipeline", "--service-project src/Shop")]
    [InlineData("pipeline-library", "--ci none --ci azure")]
    public async Task A_contradiction_that_dotnet_new_lets_through_is_an_error_of_the_program(string template, string options)
    {
        using var folder = new TempFolder();
        await packages.GenerateFromAsync(template, folder.Root, Words(options));
        Assert.Contains("\n#error PIPE0913: ", "\n" + await File.ReadAllTextAsync(folder.PathOf("build/Build.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task CheckAsync(TemplatedRepository repository, string options)
    {
        var isSingle = options.Contains("--single-file", StringComparison.Ordinal);
        Assert.Equal((isSingle, !isSingle), (File.Exists(repository.PathOf("build.cs")), File.Exists(repository.PathOf("build/Build.csproj"))));

        var list = await repository.MustBuildAsync("--list");
        Assert.Contains("  Lint ", list, StringComparison.Ordinal);
        if (options.Contains("--ci none", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("  Generate ", list, StringComparison.Ordinal);
            return;
        }

        await repository.MustBuildAsync("Generate");
        Assert.Equal(!options.Contains("azure", StringComparison.Ordinal), File.Exists(repository.PathOf(".github/workflows/ci.yml")));
        Assert.Equal(!options.Contains("github", StringComparison.Ordinal), File.Exists(repository.PathOf("azure-pipelines.yml")));
        await repository.MustBuildAsync("GenerateCheck", "Lint");
    }

    private static string[] Words(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
