using System.ComponentModel;

namespace Pipeline.Sdk.Execution;

/// <summary>Finds out why the system did not start a program: its error numbers are few, the reasons many.</summary>
internal static class StartFailure
{
    // errno(3) of Linux and macOS; the same numbers mean much the same on Windows, where 193 is ERROR_BAD_EXE_FORMAT and 206 a name too long.
    private const int NoEntry = 2;
    private const int TooLong = 7;
    private const int WrongFormat = 8;
    private const int NoAccess = 13;
    private const int BadExeFormat = 193;
    private const int NameTooLong = 206;

    /// <summary>The failure of a step.</summary>
    /// <param name="command">What was to run.</param>
    /// <param name="name">Its program, resolved.</param>
    /// <param name="commandLine">The command line, masked.</param>
    /// <param name="declaredBy">Who runs it: <c>target 'Test' (Build.cs(12))</c>.</param>
    /// <param name="error">What the system said.</param>
    public static StepFailedException Of(ToolCommand command, string name, string commandLine, string declaredBy, Win32Exception error)
    {
        // CliWrap puts an exception of its own around the system's, with a number that is left from some other call.
        error = error.InnerException as Win32Exception ?? error;
        var file = ToolFile.Find(name);
        return error.NativeErrorCode switch
        {
            TooLong or NameTooLong => ProcessErrors.TooLong(command, declaredBy, error),
            WrongFormat or BadExeFormat => ProcessErrors.WrongFormat(file ?? name, declaredBy, error),
            _ when Directory.Exists(name) => ProcessErrors.NotExecutable(name, declaredBy, error),
            NoAccess => ProcessErrors.NotExecutable(file ?? name, declaredBy, error),
            NoEntry when file is null => ProcessErrors.NotFound(command, declaredBy, ToolFile.Nearest(name), error),
            NoEntry when !ToolFile.IsExecutable(file) => ProcessErrors.NotExecutable(file, declaredBy, error),
            NoEntry when ToolFile.Interpreter(file) is { } interpreter => ProcessErrors.NoInterpreter(file, interpreter, declaredBy, error),

            // A program whose loader is missing, as one for another C library.
            NoEntry => ProcessErrors.WrongFormat(file, declaredBy, error),
            _ => ProcessErrors.CannotStart(command, commandLine, declaredBy, error),
        };
    }
}
