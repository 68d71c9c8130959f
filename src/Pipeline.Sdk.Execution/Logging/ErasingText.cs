using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// A text that erases each row before it is written. Spectre.Console writes permanent lines over the live view's old rows and leaves what is longer
/// there standing behind them.
/// </summary>
/// <param name="text">The text, with a line end.</param>
/// <param name="style">Its colour.</param>
internal sealed class ErasingText(string text, Style style) : Renderable
{
    private const string EraseToEnd = "\u001b[K";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        yield return Segment.Control(EraseToEnd);
        foreach (var segment in ((IRenderable)new Text(text, style)).Render(options, maxWidth))
        {
            yield return segment;
            if (segment.IsLineBreak)
                yield return Segment.Control(EraseToEnd);
        }
    }
}
