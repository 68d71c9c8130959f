using System.Runtime.InteropServices;
using Pipeline.Sdk.LocalHost.Logging;

namespace Pipeline.Sdk.LocalHost;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var log = new HostLog(Console.Out, TimeProvider.System);
        if (OperatingSystem.IsWindows())
        {
            log.Error(HostErrors.UnsupportedSystem(RuntimeInformation.OSDescription));
            return 1;
        }

        // First of all: a Ctrl+C or a hang-up of the starter's terminal must not reach us. It fails when we lead a session already.
        _ = NativeMethods.SetSid();

        try
        {
            var arguments = HostArguments.Parse(args);
            using var ownership = HostLock.Take(arguments);
            await new HostRunner(arguments, log, TimeProvider.System).RunAsync().ConfigureAwait(false);
            return 0;
        }
        catch (HostUsageException exception)
        {
            log.Error(exception.Error);
            return 2;
        }
        catch (HostAlreadyRunningException exception)
        {
            log.Error(exception.Error);
            return HostLimits.AlreadyRunningExitCode;
        }
        catch (LocalHostException exception)
        {
            log.Error(new HostError(exception.Code, exception.Message));
            return 1;
        }
        catch (Exception exception)
        {
            log.Error("host-failed", exception);
            return 1;
        }
    }
}
