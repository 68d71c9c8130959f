using System.Runtime.InteropServices;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Looks after a child that <see cref="DetachedProcess"/> started: the .NET runtime reaps only children it started itself.</summary>
internal static unsafe class OwnChild
{
    private const int ByProcess = 1;
    private const int NoHang = 1;
    private const int HasExited = 4;
    private const int Interrupted = 4;
    private const int Killed = 9;

    /// <summary>Whether the child has ended. What is left of its group is killed and the child is reaped.</summary>
    /// <param name="process">The child's process number; afterwards the system may give it to another process.</param>
    /// <param name="exitCode">128 + signal when a signal ended it; null when somebody else reaped it or it is no child of ours.</param>
    public static bool TryReap(int process, out int? exitCode)
    {
        exitCode = null;
        var leaveInPlace = OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;
        var info = stackalloc int[64];
        info[0] = 0;
        if (NativeMethods.WaitId(ByProcess, process, (nint)info, HasExited | NoHang | leaveInPlace) != 0)
            return Marshal.GetLastPInvokeError() != Interrupted;
        if (info[0] == 0)
            return false;

        // While the child is not reaped its number cannot be used again, so the group is still the right one.
        _ = NativeMethods.Kill(-process, Killed);
        if (NativeMethods.WaitPid(process, out var status, NoHang) == process)
            exitCode = (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
        return true;
    }
}
