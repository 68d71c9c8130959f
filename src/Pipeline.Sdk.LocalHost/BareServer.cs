using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Kestrel without configuration files, variables and signal handlers: the host has several servers and ends them in its own order.</summary>
internal static class BareServer
{
    public static WebApplicationBuilder Create(HostLog log, Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new HostLoggerProvider(log));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // Limits are the instance's business; a router that has others than the service is a trap.
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            listen(options);
        });
        return builder;
    }
}
