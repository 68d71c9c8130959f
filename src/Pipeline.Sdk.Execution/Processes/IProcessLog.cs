namespace Pipeline.Sdk.Execution;

/// <summary>Where the process runner tells what it does. Its calls come from several threads.</summary>
internal interface IProcessLog
{
    /// <summary>A line of a program that is shown.</summary>
    void Output(string message);

    /// <summary>A line that is not shown.</summary>
    void Detail(string message);

    /// <summary>A program that ended, or was ended.</summary>
    /// <param name="commandLine">The whole command, for people.</param>
    /// <param name="exitCode">Its exit code, or null when it gave none.</param>
    /// <param name="duration">How long it ran.</param>
    /// <param name="program">The program as the command names it.</param>
    void Command(string commandLine, int? exitCode, TimeSpan duration, string program);
}
