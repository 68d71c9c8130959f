namespace Pipeline.Sdk.Tests;

/// <summary>
/// The same, long after the files were written: what the system says of a file is trusted then, and no file is read twice. Also the edit that keeps a file's
/// size must be seen that way.
/// </summary>
public sealed class SettledResultTests() : StoredResultTests(new LaterClock())
{
    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromHours(1);
    }
}
