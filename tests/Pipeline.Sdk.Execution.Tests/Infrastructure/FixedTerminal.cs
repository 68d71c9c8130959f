using Spectre.Console;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A terminal of a size that the test chooses, and may change.</summary>
internal sealed class FixedTerminal(TextWriter writer, int width, int height) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width { get; set; } = width;

    public int Height { get; set; } = height;

    public void SetEncoding(System.Text.Encoding encoding)
    {
    }
}
