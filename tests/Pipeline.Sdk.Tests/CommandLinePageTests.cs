using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Tests;

/// <summary>The reference is made from the command line's own model, and the model is held against the sources and the parser.</summary>
public sealed partial class CommandLinePageTests : IDisposable
{
    private const string Note = "<!-- Made by CommandLinePageTests of the command line's model and cli.template.md beside that test; APPROVE=1 writes it. -->\n\n";

    /// <summary>Variables of other programs of ours: what instances are given, and what the local host is.</summary>
    private static readonly string[] OfOtherPrograms = ["PIPELINE_HOST_STATE", "PIPELINE_ENVIRONMENT", "PIPELINE_RELEASE_VERSION", "PIPELINE_RELEASE_DIGEST", "PIPELINE_INSTANCE"];

    private readonly Workplace _place = new();

    public static TheoryData<string> Examples { get; } = [.. OwnExamples.All.Select(example => example.Words)];

    public void Dispose() => _place.Dispose();

    [Fact]
    public void The_page_is_what_the_model_says()
    {
        var path = Path.Combine(Repository.Root, "docs", "cli.md");
        var template = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Pipeline.Sdk.Tests", "Reference", "cli.template.md")).ReplaceLineEndings("\n");
        var page = Note + template
            .Replace("{{options}}", Table("option | short | meaning", OwnOptions.All.Select(option => $"{Code(option.Usage)} | {Shorts(option)} | {option.Meaning}")), StringComparison.Ordinal)
            .Replace("{{variables}}", Table("variable | meaning", OwnVariables.All.Select(variable => $"{Code(variable.Name)} | {variable.Meaning}")), StringComparison.Ordinal)
            .Replace("{{examples}}", Table("command | to", OwnExamples.All.Select(example => $"{Code(example.Line)} | {example.Meaning}")), StringComparison.Ordinal)
            .Replace("{{exit codes}}", Table("code | meaning", OwnExitCodes.All.Select(code => $"{code.Code} | {code.Meaning}")), StringComparison.Ordinal);

        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, page);
        else
            Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void No_option_is_in_the_model_twice() =>
        Assert.Equal(OwnOptions.All.Length, OwnOptions.All.Select(option => option.Name).Distinct().Count());

    [Fact]
    public void The_model_has_every_exit_code_that_the_program_has()
    {
        var constants = typeof(ExitCodes).GetFields().Select(field => (int)field.GetRawConstantValue()!);

        Assert.Equal(constants.Order(), OwnExitCodes.All.Select(code => code.Code).Order());
    }

    [Fact]
    public void The_model_has_every_variable_that_the_sources_name_and_no_other()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not "OwnVariables.cs")
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));
        var scripts = ((string[])["build.sh", "build.cmd"])
            .SelectMany(file => Variable().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))).Select(match => match.Value));

        Assert.Equal(
            sources.Concat(scripts).Except(OfOtherPrograms).Distinct().Order(),
            OwnVariables.All.Select(variable => variable.Name).Where(name => name.StartsWith("PIPELINE_", StringComparison.Ordinal) && !name.Contains('<', StringComparison.Ordinal)).Order());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_understood(string words)
    {
        // Runs nothing: what an example shows by itself is shown, and what it would run is listed.
        var given = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isView = OwnOptions.All.Where(option => option.Name is "--list" or "--plan" or "--help").Any(option => given.Contains(option.Name));
        var outcome = _place.Run(Samples.Service(_place), [.. given.Where(word => word != "--watch"), .. isView ? (string[])[] : ["--dry-run"]]);

        Assert.Equal((ExitCodes.Done, ""), (outcome.ExitCode, outcome.Error));
        Assert.Empty(_place.Ran);
    }

    [Theory]
    [InlineData("## List as JSON", "targets", "--list", "--format", "json")]
    [InlineData("## List as JSON", "parameters", "--list", "--format", "json")]
    [InlineData("## List as JSON", "environments", "--list", "--format", "json")]
    [InlineData("## Plan as JSON", "steps", "--plan", "Deploy", "--env", "staging", "--format", "json")]
    [InlineData("## Plan as JSON", "parameters", "--plan", "Deploy", "--env", "staging", "--format", "json")]
    public void Every_field_of_the_json_forms_is_in_the_page(string section, string list, params string[] words)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
        var text = page[page.IndexOf(section, StringComparison.Ordinal)..];
        text = text[..text.IndexOf("\n## ", StringComparison.Ordinal)];
        using var shown = JsonDocument.Parse(_place.Run(Samples.Service(_place), words).Output);

        var names = shown.RootElement.EnumerateObject().Select(field => field.Name)
            .Concat(shown.RootElement.GetProperty(list).EnumerateArray().SelectMany(element => element.EnumerateObject()).Select(field => field.Name));
        Assert.All(names.Distinct(), name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    private static string Table(string heading, IEnumerable<string> rows)
    {
        var table = new StringBuilder().Append("| ").Append(heading).Append(" |\n|").Append(string.Concat(heading.Split('|').Select(_ => " --- |")));
        foreach (var row in rows)
            table.Append("\n| ").Append(row).Append(" |");
        return table.ToString();
    }

    private static string Code(string text) => "`" + text + "`";

    private static string Shorts(OwnOption option) => option.Short.Length == 0 ? "" : Code(option.Short.Replace(", ", "`, `", StringComparison.Ordinal));

    [GeneratedRegex("\"(PIPELINE_[A-Z_]*[A-Z])\"")]
    private static partial Regex Literal();

    [GeneratedRegex("PIPELINE_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();
}
