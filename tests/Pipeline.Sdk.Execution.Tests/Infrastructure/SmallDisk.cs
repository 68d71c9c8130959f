using System.Diagnostics;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A file system of one megabyte in the place of a folder.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    public static SmallDisk Mount(string path)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Assert.Skip("A small tmpfs can only be mounted by root on Linux: run ./build.sh Test as root.");

        Directory.CreateDirectory(path);
        Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path);
        return new SmallDisk(path);
    }

    /// <summary>From now on nothing can be written, not even by root.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _path);

    public void Dispose() => Run("umount", "-l", _path);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            Assert.Skip($"'{program}' is not allowed here, so a full disk cannot be simulated.");
    }
}
