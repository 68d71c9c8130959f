using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution;

/// <summary>Whether a file or folder belongs to the user of this process; the base class library does not tell.</summary>
internal static unsafe partial class FileOwner
{
    private const int CurrentFolder = -100;
    private const uint AskUser = 0x8;

    /// <summary>True for an own file. Links are followed.</summary>
    /// <param name="path">An existing file or folder, absolute.</param>
    public static bool IsOwn(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            // struct statx has the same layout everywhere: stx_uid is at byte 20.
            var buffer = stackalloc byte[256];
            return StatX(CurrentFolder, path, 0, AskUser, (nint)buffer) == 0 && *(uint*)(buffer + 20) == EffectiveUser();
        }

        try
        {
            // Only the owner (and root) may set a mode, even to what it already is.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, File.GetUnixFileMode(path));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, nint buffer);
}
