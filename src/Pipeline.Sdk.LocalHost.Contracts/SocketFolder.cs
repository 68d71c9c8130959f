using System.Runtime.InteropServices;

namespace Pipeline.Sdk.LocalHost;

/// <summary>The folder of the control socket: whoever may write there could pose as the host.</summary>
internal static unsafe class SocketFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint AskUser = 0x8;

    /// <summary>Creates the folder where it is missing and checks it.</summary>
    /// <exception cref="LocalHostException">It is a link, somebody else's, or open to others.</exception>
    public static void Ensure(string folder)
    {
        if (!OperatingSystem.IsWindows() && !Directory.Exists(folder))
            Directory.CreateDirectory(folder, OwnerOnly);
        Verify(folder);
    }

    /// <summary>Checks an existing folder.</summary>
    /// <exception cref="LocalHostException">It is a link, somebody else's, or open to others.</exception>
    public static void Verify(string folder)
    {
        if (OperatingSystem.IsWindows())
            throw new LocalHostException(HostErrors.UnsupportedSystem(RuntimeInformation.OSDescription));
        var info = new DirectoryInfo(folder);
        if (info.LinkTarget is { } target)
            throw new LocalHostException(HostErrors.InsecureSocketFolder(folder, $"it is a link to '{target}'"));
        if (!IsOwn(folder))
            throw new LocalHostException(HostErrors.InsecureSocketFolder(folder, "it belongs to another user"));
        if (info.UnixFileMode != OwnerOnly)
            throw new LocalHostException(HostErrors.InsecureSocketFolder(folder, $"its mode is {Convert.ToString((int)info.UnixFileMode, 8)}"));
    }

    private static bool IsOwn(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            // struct statx has the same layout everywhere: stx_uid is at byte 20.
            var buffer = stackalloc byte[256];
            return NativeMethods.StatX(CurrentFolder, folder, DoNotFollow, AskUser, (nint)buffer) == 0
                && *(uint*)(buffer + 20) == NativeMethods.EffectiveUser();
        }

        try
        {
            // Only the owner (and root) may set a mode, even to what it already is.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, File.GetUnixFileMode(folder));
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
