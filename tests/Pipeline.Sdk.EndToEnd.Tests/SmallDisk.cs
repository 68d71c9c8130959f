using System.Diagnostics;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>A file system of a few megabytes.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Assert.Skip("A small tmpfs can only be mounted by root on Linux: run ./build.sh Test as root.");

        var disk = new SmallDisk(Directory.CreateTempSubdirectory("pipeline-disk-").FullName);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path);
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        Directory.Delete(Path);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            Assert.Skip($"'{program}' is not allowed here, so a full disk cannot be simulated.");
    }
}
