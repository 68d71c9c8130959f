using Pipeline.Sdk.Definition;
using Spectre.Console;

namespace Pipeline.Sdk.Parameters;

/// <summary>Asks on a terminal. Loading it loads Spectre.Console: only who is asked pays for that.</summary>
internal sealed class TerminalPrompt : IParameterPrompt
{
    private readonly IAnsiConsole _console;

    public TerminalPrompt(IAnsiConsole console) => _console = console;

    /// <summary>Asks on the terminal of this process.</summary>
    public static IParameterPrompt Create() => new TerminalPrompt(new PromptConsole(AnsiConsole.Create(new AnsiConsoleSettings())));

    public string Ask(ParameterDefinition parameter)
    {
        var title = Markup.Escape(parameter.Description.Length == 0 ? parameter.Name : $"{parameter.Description} ({parameter.Name})");
        if (!parameter.Choices.IsEmpty && !parameter.IsList && _console.Profile.Capabilities.Ansi)
            return _console.Prompt(new SelectionPrompt<string>().Title(title + ":").AddChoices(parameter.Choices));

        // Spectre's own confirmation takes the Enter key for an answer; what is required has none to fall back on.
        if (parameter is { Kind: ValueKind.Switch, IsList: false })
            return _console.Prompt(new TextPrompt<string>(title).AddChoice("y").AddChoice("n")) == "y" ? "true" : "false";

        var prompt = new TextPrompt<string>(title + ":") { AllowEmpty = !parameter.IsSecret }
            .Validate(text => Check(parameter, text));
        return _console.Prompt(parameter.IsSecret ? prompt.Secret(null) : prompt);
    }

    private static ValidationResult Check(ParameterDefinition parameter, string text) =>
        parameter.Parse(text).Error is { } error ? ValidationResult.Error($"[red]{Markup.Escape(error)}[/]") : ValidationResult.Success();
}
