namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>Keeps two runs in one checkout from emptying each other's folder of results: the second waits until the first has read its own.</summary>
internal sealed class ResultsLock : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private ResultsLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder, which lies beside it; the system frees it with the process.</summary>
    /// <param name="run">Says that it waits, and ends the wait.</param>
    /// <param name="folder">The folder, absolute.</param>
    public static async Task<ResultsLock> TakeAsync(RunContext run, string folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder) ?? folder);
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                return new ResultsLock(new FileStream(folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException error) when (IsHeld(error))
            {
                if (!isTold)
                    run.Log.Info($"Waiting for another run in this checkout, which tests into {folder}.");
                await Task.Delay(_pause, run.Clock, run.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK of Linux and macOS, and Windows' sharing violation; anything else is trouble with the disk.
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);
}
