using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Who sits at the other end of a Unix socket; asked of the kernel, so it cannot be forged.</summary>
internal static class SocketPeer
{
    /// <summary>The user number of the peer, or -1 when the system does not tell.</summary>
    public static long User(Socket socket)
    {
        // Linux: struct ucred { pid, uid, gid } by SO_PEERCRED; macOS: struct xucred { version, uid, … } by LOCAL_PEERCRED.
        var (level, option, length) = OperatingSystem.IsMacOS() ? (0, 1, 76) : (1, 17, 12);
        Span<byte> credentials = stackalloc byte[length];
        try
        {
            return socket.GetRawSocketOption(level, option, credentials) >= 8 ? MemoryMarshal.Read<uint>(credentials[4..]) : -1;
        }
        catch (SocketException)
        {
            return -1;
        }
    }

    /// <summary>Whether the peer is the user of this process.</summary>
    public static bool IsSameUser(Socket socket) => User(socket) == NativeMethods.EffectiveUser();
}
