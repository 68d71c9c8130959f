using System.Globalization;

namespace Pipeline.Sdk.Execution.Tests.Processes;

/// <summary>Processes by their numbers, which the tools of a test write into a file.</summary>
internal static class Pids
{
    public static int[] In(string file) => [.. File.ReadAllLines(file).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    /// <summary>Whether a process runs. One that has ended and waits for its parent does not.</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
