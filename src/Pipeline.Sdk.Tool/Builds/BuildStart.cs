using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Tool.Builds;

/// <summary>Starts a build so that it has the terminal, the signals and the exit code to itself.</summary>
internal static partial class BuildStart
{
    private const int BrokenPipe = 13;

    /// <summary>Becomes the build; on Windows, where no process can become another, waits for it.</summary>
    /// <returns>Its exit code, on Windows only.</returns>
    public static int Replace(string script, string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            return Wait(script, arguments);

        Console.Out.Flush();
        // .NET ignores it, and what is ignored stays so in the new program, whose `find | head` would then complain.
        Signal(BrokenPipe, 0);
        string?[] words = [script, .. arguments, null];
        Execute(script, words);
        throw ToolErrors.NoProgram(script, $"{Marshal.GetLastPInvokeErrorMessage()}. Make it executable with: chmod +x {ToolErrors.Quoted(script)}");
    }

    private static int Wait(string script, string[] arguments)
    {
        // Ctrl-C goes to everybody on the console: the build answers it, and this process only passes on how it ended.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        using var build = Process.Start(new ProcessStartInfo(script, arguments)) ?? throw ToolErrors.NoProgram(script, "Start it by itself.");
        build.WaitForExit();
        return build.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
