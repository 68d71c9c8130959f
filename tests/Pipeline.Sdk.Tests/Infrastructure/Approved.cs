using Pipeline.Sdk.Generation.Files;

namespace Pipeline.Sdk.Tests;

/// <summary>
/// Compares text with the approved file <c>Approved/NAME.approved.txt</c>. A mismatch writes <c>NAME.received.txt</c> beside it and fails with
/// the diff; with <c>APPROVE=1</c> in the environment the received text becomes the approved one.
/// </summary>
internal static class Approved
{
    public static void Verify(string text, string name)
    {
        var approved = Path.Combine(Repository.Approved, name + ".approved.txt");
        var received = Path.Combine(Repository.Approved, name + ".received.txt");
        var normal = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved) ?? Repository.Approved);
            File.WriteAllText(approved, normal);
        }

        var known = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : null;
        var diff = UnifiedDiff.Between(name + ".approved.txt", known, normal);
        if (diff.Length == 0)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, normal);
        Assert.Fail($"{name} is not as approved. When the change is right: APPROVE=1 dotnet test, then review the diff.\n{diff}");
    }
}
