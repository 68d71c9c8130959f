using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Tells a process from a later one with the same number.</summary>
internal static class ProcessIdentity
{
    private const int StateField = 0;
    private const int GroupField = 2;
    private const int StartField = 19;

    /// <summary>When the process was started, in the system's own unit; null when there is none, or only a zombie that nobody reaped.</summary>
    public static long? StartStamp(int process)
    {
        if (process <= 0)
            return null;
        if (OperatingSystem.IsMacOS())
            return MacStartStamp(process);
        return Fields(process) is { } fields && fields[StateField] is not ("Z" or "X")
            ? long.Parse(fields[StartField], CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Whether the process that had this stamp still runs.</summary>
    public static bool IsAlive(int process, long stamp) => StartStamp(process) == stamp;

    /// <summary>The process group, or null when the process is gone. Linux only.</summary>
    public static int? Group(int process) =>
        Fields(process) is { } fields ? int.Parse(fields[GroupField], CultureInfo.InvariantCulture) : null;

    /// <summary>Changes with every boot: process numbers and start stamps mean nothing beyond it. Empty where the system tells none.</summary>
    public static string BootId()
    {
        const string File = "/proc/sys/kernel/random/boot_id";
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : "";
    }

    // The fields of proc(5) from the third on; the second, the program's name, may hold blanks and brackets.
    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields.Length > StartField ? fields : null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? MacStartStamp(int process)
    {
        try
        {
#pragma warning disable RS0030 // Nothing is started: macOS has no /proc to read.
            using var found = Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks;
#pragma warning restore RS0030
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
