using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Pipeline.Sdk.LocalHost.Tests;

public sealed class RouterTests
{
    [Fact]
    public async Task WebSockets_and_large_uploads_pass_through()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");

        using var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await socket.ConnectAsync(new Uri(url.Replace("http:", "ws:", StringComparison.Ordinal) + "/echo"), deadline.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, true, deadline.Token);
        var buffer = new byte[16];
        var received = await socket.ReceiveAsync(buffer, deadline.Token);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, received.Count));

        // More than Kestrel's own limit of 30 MB: the router has none.
        const int Size = 40 * 1024 * 1024;
        using var content = new ByteArrayContent(new byte[Size]);
        using var response = await host.Http.PostAsync(new Uri(url + "/upload"), content);
        Assert.Equal(Size.ToString(System.Globalization.CultureInfo.InvariantCulture), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_fixed_port_that_is_taken_is_refused_with_its_holder()
    {
        await using var host = await TestHost.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<LocalHostException>(() => host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders", Port = port }));

        Assert.Equal("PIPE0813", refusal.Code);
        Assert.Contains($"Port {port}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await host.Client.GetStatusAsync()).Services);
    }

    [Fact]
    public async Task A_service_keeps_its_port_and_moves_when_another_fixed_one_is_asked_for()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        var same = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        Assert.Equal(url, same.Url);

        var port = Routing.PortFinder.Next(new HashSet<int> { same.Port });
        var moved = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders", Port = port });

        Assert.Equal(port, moved.Port);
        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(moved.Url)));
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Http.GetStringAsync(new Uri(url)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a b")]
    public async Task A_service_name_that_is_no_name_is_refused(string name)
    {
        await Task.CompletedTask;
        var refusal = Assert.Throws<LocalHostException>(() => Supervision.SpecCheck.Check(new ServiceSpec { Name = name }));
        Assert.Equal("PIPE0812", refusal.Code);
    }
}
