using System.Text.RegularExpressions;
using Pipeline.Sdk.DotNet.Commands;

namespace Pipeline.Sdk.DotNet.Tests;

public sealed class BuildOutputTests
{
    private static readonly string Root = Path.GetFullPath("/repos/orders");

    [Theory]
    [InlineData("/repos/orders/src/A.cs(3,14): error CS0103: The name 'x' does not exist [/repos/orders/src/A.csproj]", "src/A.cs(3,14): CS0103: The name 'x' does not exist")]
    [InlineData("/repos/orders/src/A.cs(3,14): error CS0103: The name 'x' does not exist [/repos/orders/src/A.csproj::TargetFramework=net10.0]", "src/A.cs(3,14): CS0103: The name 'x' does not exist")]
    [InlineData("/_/src/A.cs(3,14,3,20): warning CA1822: Mark [static]: it is", "src/A.cs(3,14): CA1822: Mark [static]: it is")]
    [InlineData("/repos/orders/src/A.csproj : error NU1101: Unable to find package X. [/repos/orders/Orders.sln]", "src/A.csproj: NU1101: Unable to find package X.")]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.", "MSB1009: Project file does not exist.")]
    [InlineData("/repos/orders/src/A.cs(3,14): warning xUnit1004: skipped [/repos/orders/src/A.csproj]", "src/A.cs(3,14): xUnit1004: skipped")]
    [InlineData("CSC : error CS5001: Program has no Main [/repos/orders/src/A.csproj]", "CS5001: Program has no Main")]
    [InlineData("/usr/share/dotnet/sdk/Microsoft.targets(12,5): error NETSDK1045: no [/repos/orders/src/A.csproj]", "/usr/share/dotnet/sdk/Microsoft.targets(12,5): NETSDK1045: no")]
    [InlineData("/repos/orders/src/A.cs(1,1): error WHITESPACE: Fix whitespace formatting. [/repos/orders/src/A.csproj]", "src/A.cs(1,1): WHITESPACE: Fix whitespace formatting.")]
    [InlineData("/repos/orders/src (old)/A.cs(3,14): error CS0103: no [/repos/orders/src/A.csproj]", "src (old)/A.cs(3,14): CS0103: no")]
    public void A_compiler_line_is_found(string line, string finding) =>
        Assert.Equal(finding, Assert.Single(BuildOutput.Findings("  " + line + "\n    0 Warning(s)\n    1 Error(s)\n", Root)).ToString());

    [Theory]
    [InlineData("Build succeeded.")]
    [InlineData("  Orders -> /repos/orders/bin/Orders.dll")]
    [InlineData("   Expected: error to be none")]
    [InlineData("   Request 7 : error Timeout: the other side sleeps")]
    [InlineData("[xUnit.net 00:00:01.73]     U.SumTests.Fails [FAIL]")]
    public void Other_lines_are_not(string line) => Assert.Empty(BuildOutput.Findings(line, Root));

    [Fact]
    public void What_MSBuild_repeats_in_its_summary_is_reported_once()
    {
        const string line = "/repos/orders/src/A.cs(3,14): error CS0103: no [/repos/orders/src/A.csproj]\n";

        Assert.Single(BuildOutput.Findings(line + "\nBuild FAILED.\n\n" + line, Root));
    }

    [Fact]
    public void A_file_outside_of_the_repository_stands_in_the_annotations_text()
    {
        var finding = new BuildFinding(DiagnosticSeverity.Warning, "NU1", "old", "/usr/share/x.targets", 1, 2);

        Assert.Equal(new Annotation(DiagnosticSeverity.Warning, "/usr/share/x.targets: old", Title: "NU1"), finding.ToAnnotation());
    }

    /// <summary>The scripts cannot ask the library, so they have lists of their own.</summary>
    [Fact]
    public void Program_and_start_scripts_mean_the_same_codes_by_cannot_be_evaluated()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "build.sh"))) root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException($"No build.sh above {AppContext.BaseDirectory}.");

        var shell = Regex.Match(File.ReadAllText(Path.Combine(root, "build.sh")), @"'(error MSB\(.+\):)' ").Groups[1].Value;
        var batch = string.Join('|', Regex.Matches(File.ReadAllText(Path.Combine(root, "build.cmd")), "/c:\"(error MSB[^\"]+:)\"").Select(match => match.Groups[1].Value));
        string[] codes = [.. Enumerable.Range(3000, 2000).Select(number => $"MSB{number}")];
        string[] program = [.. codes.Where(code => new BuildFinding(DiagnosticSeverity.Error, code, "", null, null, null).IsEvaluation)];

        Assert.Contains("MSB4025", program);
        Assert.Equal(program, codes.Where(code => Regex.IsMatch($"error {code}:", shell)));
        Assert.Equal(program, codes.Where(code => Regex.IsMatch($"error {code}:", batch)));
    }
}
