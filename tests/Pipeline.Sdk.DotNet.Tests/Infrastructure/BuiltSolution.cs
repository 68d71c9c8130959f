using Pipeline.Sdk.DotNet.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(BuiltSolution))]

namespace Pipeline.Sdk.DotNet.Tests.Infrastructure;

/// <summary>One solution that many tests use: a library, tests of every outcome, and a test process that crashes. Built once.</summary>
public sealed class BuiltSolution : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public string Root => _folder.Root;

    public async ValueTask InitializeAsync()
    {
        _folder.WithWalls().WithLibrary()
            .Write("Orders.slnx", """
                <Solution>
                  <Project Path="src/Lib/Lib.csproj" />
                  <Project Path="tests/Mixed.Tests/Mixed.Tests.csproj" />
                  <Project Path="tests/Crash.Tests/Crash.Tests.csproj" />
                </Solution>
                """)
            .Write("tests/Mixed.Tests/Mixed.Tests.csproj", Sources.Tests)
            .Write("tests/Mixed.Tests/SumTests.cs", """
                using Xunit;

                namespace Mixed.Tests;

                public class SumTests
                {
                    [Fact]
                    public void Adds() => Assert.Equal(3, Lib.Sums.Add(1, 2));

                    [Theory]
                    [InlineData(1)]
                    [InlineData(2)]
                    public void Adds_many(int x) => Assert.Equal(x + 1, Lib.Sums.Add(x, 1));

                    [Fact(Skip = "needs a printer")]
                    public void Prints()
                    {
                    }

                    [Fact]
                    public void Fails()
                    {
                        Assert.Equal(4, Lib.Sums.Add(1, 2));
                    }
                }

                """)
            .Write("tests/Crash.Tests/Crash.Tests.csproj", Sources.Tests)
            .Write("tests/Crash.Tests/CrashTests.cs", """
                using System.Runtime.CompilerServices;
                using Xunit;

                namespace Crash.Tests;

                public class CrashTests
                {
                    // At load: a crash inside of a test costs the minute that the xunit adapter waits for its process.
                    [ModuleInitializer]
                    internal static void Crash() => Environment.FailFast("out of paper");

                    [Fact]
                    public void Fine()
                    {
                    }
                }

                """);
        await new TestRun(Root).DotNet.Build("Orders.slnx");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
