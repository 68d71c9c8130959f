using System.Net;
using System.Net.Sockets;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>Finds free ports on 127.0.0.1. Drawn by lot, so that two hosts on one machine seldom meet.</summary>
internal static class PortFinder
{
    private const int Tries = 1000;

    /// <exception cref="LocalHostException">None is free.</exception>
    public static int Next(IReadOnlySet<int> taken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var port = Random.Shared.Next(HostLimits.FirstPort, HostLimits.LastPort + 1);
            if (!taken.Contains(port) && IsFree(port))
                return port;
        }

        throw new LocalHostException(HostErrors.NoFreePort(Tries));
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            // Addresses are reused, so only listening tells whether somebody else does.
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
