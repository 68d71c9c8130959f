namespace Pipeline.Sdk.LocalHost;

/// <summary>Holds the state folder for the life of the process; the system frees it however the process ends.</summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <exception cref="HostAlreadyRunningException">Another host holds it.</exception>
    public static HostLock Take(HostArguments arguments)
    {
        var path = arguments.Paths.LockPath;
        Directory.CreateDirectory(arguments.Paths.StateFolder);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new HostAlreadyRunningException(HostErrors.AlreadyRunning(path, Holder(arguments.Paths.AddressPath) ?? exception.Message));
        }

        var temporary = arguments.Paths.AddressPath + ".tmp";
        File.WriteAllText(temporary, $"{Environment.ProcessId}\n{arguments.SocketPath}\n");
        File.Move(temporary, arguments.Paths.AddressPath, overwrite: true);
        return new HostLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static string? Holder(string addressPath) =>
        File.Exists(addressPath) ? $"process {File.ReadLines(addressPath).FirstOrDefault()}" : null;
}
