using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.CommandLine;

/// <summary>Words → options. Values stay text: the planner knows what is valid and collects all errors.</summary>
internal sealed class CommandLineParser
{
    private readonly Argument<string[]> _targets = new("targets") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _environment = new("--env", "-e");
    private readonly Option<bool> _list = new("--list", "-l");
    private readonly Option<bool> _plan = new("--plan");
    private readonly Option<string> _explain = new("--explain");
    private readonly Option<bool> _dryRun = new("--dry-run");
    private readonly Option<string[]> _skip = new("--skip") { AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _only = new("--only");
    private readonly Option<string> _parallel = new("--parallel");
    private readonly Option<bool> _yes = new("--yes", "-y");
    private readonly Option<bool> _noColor = new("--no-color");
    private readonly Option<bool> _version = new("--version");
    private readonly Option<bool> _help = new("--help", "-h", "-?");
    private readonly Option<string[]> _import = new("--import-results") { AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _export = new("--export-results");
    private readonly Option<bool> _noCache = new("--no-cache");
    private readonly Option<bool> _resume = new("--resume");
    private readonly Option<bool> _installSdk = new("--install-sdk");
    private readonly Option<string> _format = new("--format");
    private readonly Option<bool> _keepGoing = new("--keep-going");
    private readonly Option<string> _verbosity = new("--verbosity");
    private readonly Option<string> _log = new("--log");
    private readonly Option<bool> _watch = new("--watch");
    private readonly Option<string> _completion = new("--completion");
    private readonly List<KeyValuePair<ParameterDefinition, Option>> _parameters = [];
    private readonly PipelineDefinition _definition;

    public CommandLineParser(PipelineDefinition definition) => _definition = definition;

    /// <summary>Reads the words. Most starts name targets and nothing else: the library that reads the rest costs a tenth of such a start, and is not asked.</summary>
    /// <param name="definition">The pipeline, whose parameters are options.</param>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="diagnostics">Receives everything that could not be understood.</param>
    public static CommandLineOptions Read(PipelineDefinition definition, ImmutableArray<string> arguments, List<Diagnostic> diagnostics) =>
        AreNames(arguments)
            ? new CommandLineOptions { Invocation = new Invocation { Targets = arguments } }
            : new CommandLineParser(definition).Parse(arguments, diagnostics);

    /// <summary>Reads the words, whatever they are.</summary>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="diagnostics">Receives everything that could not be understood.</param>
    public CommandLineOptions Parse(IReadOnlyList<string> arguments, List<Diagnostic> diagnostics)
    {
        var parsed = Command().Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        foreach (var error in parsed.Errors)
            diagnostics.Add(CommandLineDiagnostics.Unusable(error.Message));

        // A first word in brackets is the parser's notion of a directive, which it would pass over.
        var targets = parsed.Tokens.Where(token => token.Type == TokenType.Directive).Select(token => token.Value).Concat(Words(parsed, _targets)).ToList();
        var parameters = Parameters(parsed, targets);
        var skip = Words(parsed, _skip);
        var imports = Words(parsed, _import);
        foreach (var word in targets.Concat(skip).Concat(imports).Where(IsOption))
            diagnostics.Add(PlanDiagnostics.UnknownParameter(word.Split('=', ':')[0], KnownOptions()));

        var mode = Mode(parsed);
        var isWatching = IsSet(parsed, _watch);
        if (isWatching && mode is CommandMode.List or CommandMode.Plan or CommandMode.Explain or CommandMode.DryRun)
            diagnostics.Add(CommandLineDiagnostics.WatchedView());

        return new CommandLineOptions
        {
            Invocation = new Invocation
            {
                Targets = [.. targets.Where(word => !IsOption(word))],
                Environment = Word(parsed, _environment),
                Parameters = parameters,
                Skip = [.. skip.Where(word => !IsOption(word)).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Only = IsSet(parsed, _only),
            },
            Mode = mode,
            Explains = Word(parsed, _explain) ?? "",
            Format = ViewFormats.Read(Word(parsed, _format), mode, diagnostics),
            KeepGoing = IsSet(parsed, _keepGoing),
            Verbosity = Verbosity(Word(parsed, _verbosity), diagnostics),
            LogFormat = LogFormat(Word(parsed, _log), diagnostics),
            Watches = isWatching,
            Completion = Completion(Word(parsed, _completion), diagnostics),
            Parallel = Parallel(Word(parsed, _parallel), diagnostics),
            AssumeYes = IsSet(parsed, _yes),
            NoColor = IsSet(parsed, _noColor),
            ImportResults = [.. imports.Where(word => !IsOption(word))],
            ExportResults = Word(parsed, _export),
            NoCache = IsSet(parsed, _noCache),
            Resumes = IsSet(parsed, _resume),
        };
    }

    // What may stand in the name of a target or an item; such a word is nothing else to the library either.
    private static bool AreNames(ImmutableArray<string> words)
    {
        foreach (var word in words)
        {
            if (word.Length == 0 || !char.IsAsciiLetter(word[0]))
                return false;
            foreach (var c in word)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not '_')
                    return false;
            }
        }

        return true;
    }

    // Tokens and not GetValue, which throws for an option that is written wrongly: what is wrong is in the errors already.
    private static IReadOnlyList<string> Words(ParseResult parsed, Symbol symbol) => symbol switch
    {
        Option option => [.. parsed.GetResult(option)?.Tokens.Select(token => token.Value) ?? []],
        Argument argument => [.. parsed.GetResult(argument)?.Tokens.Select(token => token.Value) ?? []],
        _ => [],
    };

    private static string? Word(ParseResult parsed, Option option) => Words(parsed, option) is [.., var last] ? last : null;

    private static bool IsSet(ParseResult parsed, Option option) =>
        parsed.GetResult(option) is { Implicit: false } && !string.Equals(Word(parsed, option), "false", StringComparison.OrdinalIgnoreCase);

    private static bool IsOption(string word) => word.StartsWith('-');

    private static int? Parallel(string? text, List<Diagnostic> diagnostics)
    {
        if (text is null)
            return null;
        if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0)
            return count;

        diagnostics.Add(CommandLineDiagnostics.InvalidParallel(text));
        return null;
    }

    private static RunVerbosity Verbosity(string? text, List<Diagnostic> diagnostics)
    {
        switch (text?.ToUpperInvariant())
        {
            case null or "NORMAL":
                return RunVerbosity.Normal;
            case "QUIET":
                return RunVerbosity.Quiet;
            case "DETAILED":
                return RunVerbosity.Detailed;
            default:
                diagnostics.Add(CommandLineDiagnostics.InvalidVerbosity(text));
                return RunVerbosity.Normal;
        }
    }

    private static RunLogFormat LogFormat(string? text, List<Diagnostic> diagnostics)
    {
        switch (text?.ToUpperInvariant())
        {
            case null or "TEXT":
                return RunLogFormat.Text;
            case "JSON":
                return RunLogFormat.Json;
            default:
                diagnostics.Add(CommandLineDiagnostics.InvalidLog(text));
                return RunLogFormat.Text;
        }
    }

    // `words` is the scripts' own question.
    private static string Completion(string? text, List<Diagnostic> diagnostics)
    {
        if (text is not (null or "bash" or "zsh" or "fish" or "pwsh" or "words"))
            diagnostics.Add(CommandLineDiagnostics.InvalidShell(text));
        return text ?? "";
    }

    private Command Command()
    {
        // A plain command: RootCommand would bring help and version texts of its own.
        var command = new Command("build")
        {
            _targets, _environment, _list, _plan, _dryRun, _skip, _only, _parallel, _yes, _noColor, _version, _help, _import, _export, _installSdk,
            _noCache, _resume, _format, _keepGoing, _verbosity, _log, _watch, _completion, _explain,
        };
        foreach (var parameter in _definition.Parameters)
        {
            // A name that is taken or cannot be an option is the graph's to report; the parser only has to live until then.
            if (parameter.Name.Length == 0 || parameter.Name.Any(char.IsWhiteSpace) || command.Options.Any(option => option.Name == parameter.Option))
                continue;

            Option option = parameter.IsList
                ? new Option<string[]>(parameter.Option) { Arity = ArgumentArity.OneOrMore }
                : new Option<string>(parameter.Option) { Arity = IsSwitch(parameter) ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne };
            _parameters.Add(KeyValuePair.Create(parameter, option));
            command.Add(option);
        }

        return command;
    }

    private CommandMode Mode(ParseResult parsed) =>
        IsSet(parsed, _help) ? CommandMode.Help
        : IsSet(parsed, _version) ? CommandMode.Version
        : IsSet(parsed, _completion) ? CommandMode.Completion
        : IsSet(parsed, _list) ? CommandMode.List
        : Word(parsed, _explain) is not null ? CommandMode.Explain
        : IsSet(parsed, _plan) ? CommandMode.Plan
        : IsSet(parsed, _dryRun) ? CommandMode.DryRun
        : CommandMode.Run;

    private ImmutableDictionary<string, string> Parameters(ParseResult parsed, List<string> targets)
    {
        var given = ImmutableDictionary<string, string>.Empty;
        foreach (var (parameter, option) in _parameters)
        {
            if (parsed.GetResult(option) is not { Implicit: false })
                continue;

            // Each time a list is given is a line of its text.
            var word = parameter.IsList && Words(parsed, option) is { Count: > 0 } words ? string.Join('\n', words) : Word(parsed, option);
            if (word is not null && IsSwitch(parameter) && IsForSomethingElse(parameter, word))
            {
                targets.Add(word);
                word = null;
            }

            // A switch without a value means yes; any other parameter without one is among the errors.
            if (word is not null || IsSwitch(parameter))
                given = given.SetItem(parameter.Name, word ?? "true");
        }

        return given;
    }

    private static bool IsSwitch(ParameterDefinition parameter) => parameter is { Kind: ValueKind.Switch, IsList: false };

    // The parser hands a switch the next word, whatever it is: `--check Generate` means the target.
    private bool IsForSomethingElse(ParameterDefinition parameter, string word) =>
        parameter.Parse(word).Error is not null
        && (IsOption(word) || _definition.Targets.Any(target => target.Name.Equals(word, StringComparison.OrdinalIgnoreCase)));

    private IEnumerable<string> KnownOptions() =>
        OwnOptions.All.Select(option => option.Name).Concat(_definition.Parameters.Where(parameter => !parameter.IsSecret).Select(parameter => parameter.Option));
}
