namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>
/// Compares text with the approved file <c>Approved/NAME.verified.txt</c>. A mismatch writes <c>NAME.received.txt</c> beside it; with
/// <c>APPROVE=1</c> in the environment the received text becomes the approved one.
/// </summary>
internal static class Approved
{
    public static void Verify(string text, string name)
    {
        var verified = Path.Combine(Repository.Approved, name + ".verified.txt");
        var received = Path.Combine(Repository.Approved, name + ".received.txt");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(verified, text);

        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not as approved. When the change is right: APPROVE=1 dotnet test, then review the diff.\n{text}");
    }
}
