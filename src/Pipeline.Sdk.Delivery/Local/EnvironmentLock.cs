using System.Globalization;

namespace Pipeline.Sdk.Delivery;

/// <summary>Lets one deployment work on an environment at a time. The system frees the lock when its holder ends, however it ends.</summary>
internal sealed class EnvironmentLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holderPath;

    private EnvironmentLock(FileStream file, string holderPath)
    {
        _file = file;
        _holderPath = holderPath;
    }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="GateRefusedException">Another deployment holds it; the message names it.</exception>
    public static EnvironmentLock Take(string folder, string environment, RunContext run)
    {
        var holderPath = Path.Combine(folder, "deploy.holder");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, "deploy.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw DeliveryErrors.Locked(environment, Holder(holderPath));
        }

        var started = run.Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        try
        {
            File.WriteAllText(holderPath, $"{run.Target} of run {run.Run.Id} by {run.Run.Actor} (process {Environment.ProcessId}, since {started})");
        }
        catch
        {
            // On a full disk, say: the lock must not outlive the failure.
            file.Dispose();
            throw;
        }

        return new EnvironmentLock(file, holderPath);
    }

    public void Dispose()
    {
        File.Delete(_holderPath);
        _file.Dispose();
    }

    // EWOULDBLOCK of Linux and macOS, and Windows' sharing violation; anything else is trouble with the disk, and no other deployment.
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "another run, which has only just begun";
        }
    }
}
