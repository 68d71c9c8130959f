using System.Net.NetworkInformation;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>What the system knows of TCP connections.</summary>
internal static class Connections
{
    /// <summary>Established connections to a port of this machine.</summary>
    public static int To(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.RemoteEndPoint.Port == port && connection.State == TcpState.Established);
}
