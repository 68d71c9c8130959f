using System.Runtime.InteropServices;

namespace Pipeline.Sdk.LocalHost;

/// <summary>
/// Starts processes that outlive their starter: own session, no pipe and no file descriptor of the starter, output straight on a file.
/// CliWrap attaches pipes and waits for their end, and <c>System.Diagnostics.Process</c> can neither redirect to a file nor make a session.
/// </summary>
internal static unsafe class DetachedProcess
{
    private const int BufferBytes = 1024;
    private const int ResetSignalsAndMask = 0x04 | 0x08;
    private const int LinuxOwnSession = 0x80;
    private const int MacOwnSession = 0x0400;
    private const int MacCloseOnExecByDefault = 0x4000;
    private const uint OwnerReadsAndWrites = 0x180;
    private static readonly Lazy<bool> CanCloseFrom = new(() => OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "posix_spawn_file_actions_addclosefrom_np", out _));

    /// <summary>The process number of the started process, which leads a session and a group of its own.</summary>
    /// <exception cref="LocalHostException">The system refused.</exception>
    public static int Start(DetachedCommand command)
    {
        var actions = (nint)NativeMemory.AllocZeroed(BufferBytes);
        var attributes = (nint)NativeMemory.AllocZeroed(BufferBytes);
        var signals = (nint)NativeMemory.AllocZeroed(BufferBytes);
        _ = NativeMethods.FileActionsInit(actions);
        _ = NativeMethods.AttributesInit(attributes);
        try
        {
            using var arguments = new NativeStrings([command.Program, .. command.Arguments]);
            using var environment = new NativeStrings([.. command.Variables.Select(variable => $"{variable.Key}={variable.Value}")]);
            Describe(actions, attributes, signals, command);
            var error = NativeMethods.Spawn(out var process, command.Program, actions, attributes, arguments.Pointer, environment.Pointer);
            return error == 0
                ? process
                : throw new LocalHostException(HostErrors.StartRefusedBySystem(command.Program, Marshal.GetPInvokeErrorMessage(error)));
        }
        finally
        {
            _ = NativeMethods.FileActionsDestroy(actions);
            _ = NativeMethods.AttributesDestroy(attributes);
            NativeMemory.Free((void*)actions);
            NativeMemory.Free((void*)attributes);
            NativeMemory.Free((void*)signals);
        }
    }

    private static void Describe(nint actions, nint attributes, nint signals, DetachedCommand command)
    {
        var mac = OperatingSystem.IsMacOS();
        var append = mac ? 0x01 | 0x200 | 0x08 : 0x01 | 0x40 | 0x400;
        Check(NativeMethods.FileActionsAddOpen(actions, 0, "/dev/null", 0, 0), command);
        Check(NativeMethods.FileActionsAddOpen(actions, 1, command.LogPath, append, OwnerReadsAndWrites), command);
        Check(NativeMethods.FileActionsAddDup2(actions, 1, 2), command);
        Check(NativeMethods.FileActionsAddChangeFolder(actions, command.WorkingFolder), command);
        // Our own descriptors close on exec; those that the starter inherited from a shell or a CI agent need not.
        if (CanCloseFrom.Value)
            Check(NativeMethods.FileActionsAddCloseFrom(actions, 3), command);

        // The .NET runtime ignores SIGPIPE and a starter may block signals; the new process must not inherit either.
        _ = NativeMethods.FillSignals(signals);
        Check(NativeMethods.AttributesSetSignalDefaults(attributes, signals), command);
        _ = NativeMethods.EmptySignals(signals);
        Check(NativeMethods.AttributesSetSignalMask(attributes, signals), command);
        var session = mac ? MacOwnSession | MacCloseOnExecByDefault : LinuxOwnSession;
        Check(NativeMethods.AttributesSetFlags(attributes, (short)(ResetSignalsAndMask | session)), command);
    }

    private static void Check(int error, DetachedCommand command)
    {
        if (error != 0)
            throw new LocalHostException(HostErrors.StartRefusedBySystem(command.Program, Marshal.GetPInvokeErrorMessage(error)));
    }
}
