namespace Pipeline.Sdk.Execution;

/// <summary>What can go wrong with an external program: PIPE04xx. Command lines and output are masked by the caller.</summary>
internal static class ProcessErrors
{
    public static StepFailedException NotFound(ToolCommand command, string declaredBy, string? nearest, Exception inner) =>
        new("PIPE0401", $"'{command.Name}' was not found; {declaredBy} runs it. {(nearest is null ? "" : $"Did you mean '{nearest}'? ")}Install it, or put its folder on PATH.", inner);

    public static StepFailedException NonZeroExit(ToolCommand command, string commandLine, int exitCode, string lastLines) =>
        new("PIPE0402", $"'{command.Name}' ended with {ExitStatus.Text(exitCode)}{Folder(command)}: {commandLine}{ExitStatus.Hint(exitCode)}{LastLines(lastLines)}");

    public static StepFailedException TimedOut(ToolCommand command, string commandLine, TimeSpan timeout, string lastLines) =>
        new("PIPE0403", $"'{command.Name}' was ended after {timeout.TotalSeconds:0.###} s, which is its time limit{Folder(command)}: {commandLine}{LastLines(lastLines)}");

    public static StepFailedException MissingFolder(ToolCommand command, string folder, string declaredBy) =>
        new("PIPE0404", $"'{command.Name}' cannot run in {folder}: {(File.Exists(folder) ? "it is a file" : "the folder does not exist")}; {declaredBy} runs it there.");

    public static StepFailedException NotExecutable(string file, string declaredBy, Exception inner) =>
        new("PIPE0405", $"{file} may not be executed; {declaredBy} runs it. {(Directory.Exists(file) ? "It is a folder: name a program." : $"Allow it: chmod +x {file}; in git: git update-index --chmod=+x.")}", inner);

    public static StepFailedException WrongFormat(string file, string declaredBy, Exception inner) =>
        new("PIPE0406", $"{file} is no program that this machine can run; {declaredBy} runs it. It is made for another system or processor, damaged, or a script without a first line such as #!/bin/sh.", inner);

    public static StepFailedException NoInterpreter(string file, string interpreter, string declaredBy, Exception inner) =>
        new("PIPE0407", $"{file} is to be run by '{interpreter}', as its first line says, which was not found; {declaredBy} runs it. Install that, or correct the line{(interpreter.EndsWith('\r') ? ": it ends with a carriage return, and should with a line feed alone" : "")}.", inner);

    public static StepFailedException CannotStart(ToolCommand command, string commandLine, string declaredBy, Exception inner) =>
        new("PIPE0408", $"'{command.Name}' could not be started: {inner.Message}; {declaredBy} runs it: {commandLine}", inner);

    public static StepFailedException TooLong(ToolCommand command, string declaredBy, Exception inner) =>
        new("PIPE0409", $"'{command.Name}' could not be started, because its arguments and variables are longer than this system allows; {declaredBy} runs it. Hand the list over in a file, or by standard input.", inner);

    private static string Folder(ToolCommand command) => command.WorkingDirectory is "" or "." ? "" : $" in {command.WorkingDirectory}";

    private static string LastLines(string lines) => lines.Length == 0 ? "" : "\n" + lines;
}
