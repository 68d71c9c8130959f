using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>Certificates of services, and HTTP/2 behind them.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task A_development_certificate_lets_clients_speak_http_2_and_is_kept()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");

        var service = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders", Tls = new TlsSpec() });

        Assert.StartsWith("https://127.0.0.1:", service.Url, StringComparison.Ordinal);
        var (version, text, first) = await AskAsync(service.Url, HttpVersion.Version20);
        Assert.Equal((HttpVersion.Version20, "1.0.0"), (version, text));
        Assert.Equal(HttpVersion.Version11, (await AskAsync(service.Url, HttpVersion.Version11)).Version);

        await host.KillHostAsync();
        await host.EnsureStartedAsync();
        Assert.Equal(first, (await AskAsync(service.Url, HttpVersion.Version20)).Thumbprint);

        var plain = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders" });
        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(plain.Url)));
    }

    [Fact]
    public async Task Instances_that_speak_HTTP_2_only_are_probed_and_asked_by_it_and_their_trailers_pass()
    {
        await using var host = await TestHost.StartAsync();
        await host.DeployAsync("1.0.0");
        var service = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders", Tls = new TlsSpec() });
        var release = await host.ReleaseAsync("2.0.0", variables: ("FIXTURE_HTTP2", "1"));
        await host.Client.StartSlotAsync("orders", release with { Http2 = true, Health = release.Health with { VersionPath = "/version" } });
        Assert.Equal(ReadinessFailure.None, (await host.Client.WaitReadyAsync("orders", release.Id)).Failure);

        // One release of the service speaks the one, the other the other.
        Assert.Equal("HTTP/1.1", (await AskAsync(service.Url + "/protocol", HttpVersion.Version20)).Text);
        await host.Client.SwitchAsync("orders", release.Id);

        Assert.Equal("HTTP/2", (await AskAsync(service.Url + "/protocol", HttpVersion.Version11)).Text);
        Assert.Equal("HTTP/2", (await AskAsync(service.Url + "/protocol", HttpVersion.Version20)).Text);
        Assert.Equal("0", await TrailerAsync(service.Url + "/protocol", "grpc-status"));

        await host.KillHostAsync();
        await host.EnsureStartedAsync();
        Assert.Equal("HTTP/2", (await AskAsync(service.Url + "/protocol", HttpVersion.Version20)).Text);
    }

    [Fact]
    public async Task A_given_certificate_is_shown_and_one_that_cannot_be_read_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        var url = await host.DeployAsync("1.0.0");
        var (certificate, key) = (Path.Combine(host.RuntimeFolder, "c.pem"), Path.Combine(host.RuntimeFolder, "k.pem"));

        var refusal = await Assert.ThrowsAsync<LocalHostException>(() => host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders", Tls = new TlsSpec { CertificatePath = certificate, KeyPath = key } }));
        Assert.Equal("PIPE0828", refusal.Code);
        Assert.Contains(certificate, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1.0.0", await host.Http.GetStringAsync(new Uri(url)));

        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=orders.example", own, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem());
        await File.WriteAllTextAsync(key, own.ExportPkcs8PrivateKeyPem());
        var service = await host.Client.EnsureServiceAsync(new ServiceSpec { Name = "orders", Tls = new TlsSpec { CertificatePath = certificate, KeyPath = key } });

        Assert.Equal(made.Thumbprint, (await AskAsync(service.Url, HttpVersion.Version20)).Thumbprint);
    }

    private static async Task<string> TrailerAsync(string url, string name)
    {
        using var http = new HttpClient(new HttpClientHandler { UseProxy = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.SendAsync(request);
        await response.Content.ReadAsStringAsync();
        return string.Join(",", response.TrailingHeaders.TryGetValues(name, out var values) ? values : []);
    }

    private static async Task<(Version Version, string Text, string? Thumbprint)> AskAsync(string url, Version version)
    {
        string? thumbprint = null;
        using var http = new HttpClient(new HttpClientHandler
        {
            UseProxy = false,
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => (thumbprint = certificate?.Thumbprint) is not null,
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url)) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.SendAsync(request);
        return (response.Version, await response.Content.ReadAsStringAsync(), thumbprint);
    }
}
