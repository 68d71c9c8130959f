using Pipeline.Sdk.DotNet.CoverageReports;

namespace Pipeline.Sdk.DotNet.Tests;

/// <summary>Lines by source file, from a Cobertura file.</summary>
public sealed class CoverageByFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-sdk-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_line_counts_once_whatever_classes_name_it_and_files_of_elsewhere_do_not_count()
    {
        var file = Path.Combine(_root, "Cobertura.xml");
        File.WriteAllText(file, $"""
            <?xml version="1.0"?>
            <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
            <coverage><packages><package><classes>
              <class filename="{_root}/src/A.cs"><methods><method><lines><line number="1" hits="0"/></lines></method></methods><lines><line number="1" hits="0"/><line number="2" hits="3"/></lines></class>
              <class filename="/_/src/A.cs"><lines><line number="1" hits="1"/><line number="3" hits="0"/></lines></class>
              <class filename="/elsewhere/B.cs"><lines><line number="1" hits="1"/></lines></class>
            </classes></package></packages></coverage>
            """);

        var coverage = CoverageByFile.Read(file, _root);

        Assert.Equal((3, 2), Assert.Single(coverage).Value);
        Assert.Equal("src/A.cs", Assert.Single(coverage).Key);
    }
}
