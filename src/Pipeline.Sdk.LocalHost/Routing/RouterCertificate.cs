using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pipeline.Sdk.LocalHost.Supervision;

namespace Pipeline.Sdk.LocalHost.Routing;

/// <summary>The certificate of a service. A given one is read again when its file changes, so that a renewal needs no restart.</summary>
internal sealed class RouterCertificate : IDisposable
{
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DevelopmentLife = TimeSpan.FromDays(365);
    private readonly string _service;
    private readonly TlsSpec _spec;
    private readonly SupervisionTools _tools;
    private X509Certificate2 _certificate;
    private DateTime _written;
    private long _looked;

    /// <exception cref="LocalHostException">The files cannot be used.</exception>
    public RouterCertificate(string service, TlsSpec spec, SupervisionTools tools)
    {
        (_service, _spec, _tools) = (service, spec, tools);
        _certificate = spec.CertificatePath is null ? Development() : Read();
        _looked = tools.Time.GetTimestamp();
    }

    /// <summary>The certificate for a new connection.</summary>
    public X509Certificate2 Current()
    {
        if (_spec.CertificatePath is not { } path || _tools.Time.GetElapsedTime(Interlocked.Read(ref _looked)) < LookPause)
            return _certificate;

        Interlocked.Exchange(ref _looked, _tools.Time.GetTimestamp());
        if (File.GetLastWriteTimeUtc(path) == _written)
            return _certificate;

        try
        {
            _certificate = Read();
            _tools.Log.Info("certificate-renewed", ("service", _service), ("until", _certificate.NotAfter));
        }
        catch (LocalHostException exception)
        {
            // Half written, perhaps: the old one serves until a later look.
            _tools.Log.Error(new HostError(exception.Code, exception.Message));
        }

        return _certificate;
    }

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Read()
    {
        var path = _spec.CertificatePath ?? "";
        try
        {
            _written = File.GetLastWriteTimeUtc(path);
            return X509Certificate2.CreateFromPemFile(path, _spec.KeyPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new LocalHostException(HostErrors.CertificateUnusable(_service, path, exception.Message), exception);
        }
    }

    private X509Certificate2 Development()
    {
        var path = Path.Combine(_tools.Folder, "development.pem");
        var now = _tools.Time.GetUtcNow();
        if (File.Exists(path))
        {
            var known = X509Certificate2.CreateFromPemFile(path);
            if (known.NotAfter.ToUniversalTime() > now.AddDays(30))
                return known;
            known.Dispose();
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + DevelopmentLife);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path + ".new", options))
            writer.Write(made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        File.Move(path + ".new", path, overwrite: true);
        return X509Certificate2.CreateFromPemFile(path);
    }
}
