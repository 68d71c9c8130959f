using Pipeline.Sdk.LocalHost.Logging;
using Pipeline.Sdk.LocalHost.State;

namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class StateStoreTests
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"version":99,"environment":"test","bootId":"","services":[]}""")]
    [InlineData("""{"version":1,"environment":"test","bootId":"","services":null}""")]
    [InlineData("""{"version":1,"environment":"test","bootId":"","services":[{"name":"a","port":1,"slots":[]},{"name":"a","port":1,"slots":[]}]}""")]
    public async Task A_state_that_makes_no_sense_is_set_aside(string text)
    {
        var folder = Directory.CreateTempSubdirectory("localhost-");
        try
        {
            var paths = new LocalHostPaths(folder.FullName, "test");
            await File.WriteAllTextAsync(paths.StatePath, text);
            using var log = new StringWriter();

            Assert.Null(new StateStore(paths, new HostLog(log, TimeProvider.System), TimeProvider.System).Load());

            Assert.Contains("PIPE0820", log.ToString(), StringComparison.Ordinal);
            Assert.False(File.Exists(paths.StatePath));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
