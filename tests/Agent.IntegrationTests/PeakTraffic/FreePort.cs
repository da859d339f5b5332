using System.Net;
using System.Net.Sockets;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>For programs that have to be told the port of another before that one runs.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
