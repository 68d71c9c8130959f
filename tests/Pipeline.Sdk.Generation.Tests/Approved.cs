using Pipeline.Sdk.Generation.Files;

namespace Pipeline.Sdk.Generation;

/// <summary>
/// Compares text with the approved file <c>Approved/NAME.verified.yml</c>. A mismatch writes <c>NAME.received.yml</c> beside it and fails with
/// the diff; with <c>APPROVE=1</c> in the environment the received text becomes the approved one.
/// </summary>
internal static class Approved
{
    public static void Verify(string text, string name)
    {
        var verified = Path.Combine(Repository.Approved, name + ".verified.yml");
        var received = Path.Combine(Repository.Approved, name + ".received.yml");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(verified, text);

        var approved = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        var diff = UnifiedDiff.Between(name + ".verified.yml", approved, text);
        if (diff.Length == 0)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as approved. When the change is right: APPROVE=1 dotnet test, then review the diff.\n{diff}");
    }
}
