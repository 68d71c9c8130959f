namespace Pipeline.Sdk.Tests;

/// <summary>Finds the sources from the test program: compiled paths are mapped away, so the folders are walked up.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Approved { get; } = Path.Combine(Root, "tests", "Pipeline.Sdk.Tests", "Approved");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.Sdk.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Pipeline.Sdk.sln above {AppContext.BaseDirectory}: these tests run inside the repository.");
    }
}
