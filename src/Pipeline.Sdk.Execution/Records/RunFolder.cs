using System.Globalization;
using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution;

/// <summary>The folder of one run. Two runs that begin at the same moment, or on a clock that went back, do not share one.</summary>
internal static partial class RunFolder
{
    /// <summary>What <c>mkdir</c> of coreutils asks for; the umask takes from it.</summary>
    private const uint EveryRight = 0x1FF;

    /// <summary>Makes the folder of a run, which did not exist before.</summary>
    /// <param name="stateFolder">The pipeline's own folder, absolute.</param>
    /// <param name="id">The id that the run would like to have.</param>
    /// <returns>
    /// The id that it has: the wished one, or with <c>-2</c>, <c>-3</c>, … behind it when there is such a run. Where no folder can be made it is the
    /// wished one, and the run will say that it has no record.
    /// </returns>
    public static string Claim(string stateFolder, string id)
    {
        var runs = Path.Combine(stateFolder, "runs");
        try
        {
            Directory.CreateDirectory(runs);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return id;
        }

        for (var number = 1; ; number++)
        {
            var claimed = number == 1 ? id : id + "-" + number.ToString(CultureInfo.InvariantCulture);
            var folder = Path.Combine(runs, claimed);
            if (TryCreate(folder))
                return claimed;
            if (!Path.Exists(folder))
                return id;
        }
    }

    // The runtime's own method does not tell a folder that it made from one that was there.
    private static bool TryCreate(string folder) =>
        OperatingSystem.IsWindows() ? CreateDirectory(folder, 0) != 0 : MakeDirectory(folder, EveryRight) == 0;

    [LibraryImport("libc", EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("kernel32", EntryPoint = "CreateDirectoryW", StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CreateDirectory(string path, nint security);
}
