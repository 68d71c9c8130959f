using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Sdk.Parameters;

/// <summary>A console whose end of input ends the prompt: Spectre.Console passes Ctrl-D over and would wait forever.</summary>
internal sealed class PromptConsole : IAnsiConsole, IAnsiConsoleInput
{
    private const char EndOfTransmission = '\u0004';
    private readonly IAnsiConsole _console;
    private readonly IAnsiConsoleInput _input;

    public PromptConsole(IAnsiConsole console, IAnsiConsoleInput? input = null)
    {
        _console = console;
        _input = input ?? console.Input;
    }

    public Profile Profile => _console.Profile;

    public IAnsiConsoleCursor Cursor => _console.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => _console.ExclusivityMode;

    public RenderPipeline Pipeline => _console.Pipeline;

    public void Clear(bool home) => _console.Clear(home);

    public void Write(IRenderable renderable) => _console.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => _console.WriteAnsi(action);

    public bool IsKeyAvailable() => _input.IsKeyAvailable();

    public ConsoleKeyInfo? ReadKey(bool intercept) => Checked(_input.ReadKey(intercept));

    public async Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) =>
        Checked(await _input.ReadKeyAsync(intercept, cancellationToken).ConfigureAwait(false));

    private static ConsoleKeyInfo? Checked(ConsoleKeyInfo? key) =>
        key is null or { KeyChar: EndOfTransmission } or { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } ? throw new PromptEndedException() : key;
}
