using Spectre.Console;

namespace Pipeline.Sdk.Execution;

/// <summary>Our writer as the terminal that it leads to: Spectre.Console itself knows only the one of <see cref="Console"/>.</summary>
internal sealed class TerminalOutput : IAnsiConsoleOutput
{
    private const int UsualWidth = 80;

    private const int UsualHeight = 24;

    public TerminalOutput(TextWriter writer) => Writer = writer;

    public TextWriter Writer { get; }

    public bool IsTerminal => true;

    // Asked for with every drawing: a person resizes the window.
    public int Width => Size(() => Console.WindowWidth, UsualWidth);

    public int Height => Size(() => Console.WindowHeight, UsualHeight);

    public void SetEncoding(System.Text.Encoding encoding)
    {
    }

    private static int Size(Func<int> read, int usual)
    {
        try
        {
            return read() is > 0 and var size ? size : usual;
        }
        catch (IOException)
        {
            return usual;
        }
    }
}
