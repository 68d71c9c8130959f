using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Standard output that is a file or a pipe, written by the system's own call. The console's stream would first open the terminal, look up encodings and
/// start to listen to signals, which costs a start 4 ms and helps nobody where there is no terminal. A reader that has gone away is no error, as with the
/// console's stream: <c>./build.sh --list | head</c>.
/// </summary>
internal sealed partial class RedirectedOutput : Stream
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;

    // errno(3): the same on Linux and macOS, but for the last one.
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;
    private const int AgainOnLinux = 11;
    private const int AgainOnMac = 35;
    private const short CanWriteNow = 4;

    private bool _hasNoReader;

    /// <summary>Whether standard input is no terminal.</summary>
    public static bool IsInputRedirected => OperatingSystem.IsWindows() ? Console.IsInputRedirected : IsTerminal(StandardInput) == 0;

    /// <summary>Whether standard output is no terminal.</summary>
    public static bool IsOutputRedirected => OperatingSystem.IsWindows() ? Console.IsOutputRedirected : IsTerminal(StandardOutput) == 0;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The stream of standard output, whatever that is.</summary>
    public static Stream Open() => IsOutputRedirected && !OperatingSystem.IsWindows() ? new RedirectedOutput() : Console.OpenStandardOutput();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            for (var done = 0; done < buffer.Length && !_hasNoReader;)
            {
                var written = WriteBytes(StandardOutput, start + done, buffer.Length - done);
                if (written >= 0)
                    done += (int)written;
                else
                    Mend(Marshal.GetLastPInvokeError());
            }
        }
    }

    private unsafe void Mend(int error)
    {
        switch (error)
        {
            case Interrupted:
                return;
            case BrokenPipe:
                _hasNoReader = true;
                return;
            case AgainOnLinux or AgainOnMac:
                // Somebody who shares the pipe has made it non-blocking.
                var waited = new Poll { File = StandardOutput, Events = CanWriteNow };
                _ = WaitFor(&waited, 1, -1);
                return;
            default:
                throw new IOException($"Standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IsTerminal(int file);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial nint WriteBytes(int file, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int WaitFor(Poll* files, nuint count, int milliseconds);

    /// <summary><c>struct pollfd</c> of poll(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int File;
        public short Events;
        public short Returned;
    }
}
