using System.Runtime.InteropServices;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Finds the host of one environment, or starts it as a process that outlives its starter.</summary>
public sealed class LocalHostProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);
    private readonly LocalHostPaths _paths;
    private readonly TimeProvider _time;

    /// <summary>Creates the finder.</summary>
    /// <param name="paths">Where the environment's host keeps its things.</param>
    /// <param name="time">The clock; the default is the system's.</param>
    public LocalHostProcess(LocalHostPaths paths, TimeProvider? time = null)
    {
        _paths = paths;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>A client of the running host, to be disposed by the caller; null when none answers or it speaks another version of the wire.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LocalHostException">The system is not supported, or the socket's folder is not safe.</exception>
    public async Task<LocalHostClient?> TryConnectAsync(CancellationToken cancellationToken = default)
    {
        var (client, _) = await ProbeAsync(cancellationToken).ConfigureAwait(false);
        return client;
    }

    /// <summary>A client of the host, to be disposed by the caller; the host is started when none answers.</summary>
    /// <param name="options">How to start it.</param>
    /// <param name="cancellationToken">Ends the wait; a host that was started stays.</param>
    /// <exception cref="LocalHostException">It could not be started, or the running one speaks another version of the wire.</exception>
    public async Task<LocalHostClient> EnsureStartedAsync(LocalHostOptions options, CancellationToken cancellationToken = default)
    {
        if (await ConnectAsync(cancellationToken).ConfigureAwait(false) is { } running)
            return running;

        CreateStateFolder();
        var folder = ProgramCopy.Ensure(options.ProgramFolder, _paths.ProgramsFolder);
        LogFile.RotateWhenLarge(_paths.LogPath);
        var logStart = LogFile.Length(_paths.LogPath);
        var process = Start(folder, options);
        return await WaitUntilAnsweringAsync(process, logStart, options.StartTimeout, cancellationToken).ConfigureAwait(false);
    }

    // The state holds the variables of the services, which may be secrets.
    private void CreateStateFolder()
    {
        if (!OperatingSystem.IsWindows() && !Directory.Exists(_paths.StateFolder))
            Directory.CreateDirectory(_paths.StateFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private int Start(string folder, LocalHostOptions options) => DetachedProcess.Start(new DetachedCommand(
        options.IsGuarded ? HostGuard.Shell : DotNetProgram.Find(),
        [
            .. options.IsGuarded ? HostGuard.Before(DotNetProgram.Find()) : [],
            "exec", Path.Combine(folder, LocalHostOptions.ProgramFile),
            "--state", _paths.StateFolder, "--environment", _paths.EnvironmentName, "--socket", _paths.SocketPath,
        ],
        HostVariables.From(Environment.GetEnvironmentVariables(), options.KeepCiTracking),
        _paths.StateFolder,
        _paths.LogPath));

    private async Task<LocalHostClient> WaitUntilAnsweringAsync(int process, long logStart, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var running = true;
        while (true)
        {
            if (await ConnectAsync(cancellationToken).ConfigureAwait(false) is { } client)
                return client;
            if (running && OwnChild.TryReap(process, out var exitCode))
            {
                running = false;
                // It found that another engine's host was faster: that one is about to answer.
                if (exitCode != HostLimits.AlreadyRunningExitCode)
                    throw new LocalHostException(HostErrors.HostDied(exitCode, _paths.LogPath, Tail(logStart)));
            }

            if (_time.GetElapsedTime(started) > timeout)
            {
                // Nobody could reach it to end it later.
                if (running)
                    _ = NativeMethods.Kill(-process, 15);
                throw new LocalHostException(HostErrors.HostSilent(timeout, _paths.LogPath, Tail(logStart)));
            }

            await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private string Tail(long from) => string.Join('\n', LogFile.Tail(_paths.LogPath, from));

    private async Task<LocalHostClient?> ConnectAsync(CancellationToken cancellationToken)
    {
        var (client, other) = await ProbeAsync(cancellationToken).ConfigureAwait(false);
        return other is null ? client : throw new LocalHostException(HostErrors.WrongProtocol(other.Protocol, other.ProcessId));
    }

    private async Task<(LocalHostClient? Client, HostGreeting? Other)> ProbeAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new LocalHostException(HostErrors.UnsupportedSystem(RuntimeInformation.OSDescription));
        foreach (var socket in new[] { _paths.SocketPath, _paths.RecordedSocketPath() }.OfType<string>().Distinct())
        {
            if (!File.Exists(socket))
                continue;
            var client = new LocalHostClient(socket, _time);
            var greeting = await TryGreetAsync(client, cancellationToken).ConfigureAwait(false);
            if (greeting?.Protocol == HostProtocol.Version)
                return (client, null);
            client.Dispose();
            if (greeting is not null)
                return (null, greeting);
        }

        return (null, null);
    }

    private async Task<HostGreeting?> TryGreetAsync(LocalHostClient client, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(AnswerTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await client.GetGreetingAsync(both.Token).ConfigureAwait(false);
        }
        catch (LocalHostException exception) when (exception.Code == HostErrors.NotAnsweringCode)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
