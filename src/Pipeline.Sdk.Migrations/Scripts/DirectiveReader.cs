using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Migrations;

/// <summary>Reads the <c>-- pipeline:</c> comments of one script, and finds what is wrong with them.</summary>
internal sealed partial class DirectiveReader(string file, ImmutableArray<Diagnostic>.Builder findings)
{
    private const string Marker = "pipeline:";

    private static readonly string[] Names =
        ["no-transaction", "lock-timeout", "timeout", "phase", "compatible-from", "batch", "foreign-keys", "irreversible", "volatile", "allow"];

    private readonly HashSet<string> _seen = [];

    public MigrationDirectives Read(string text)
    {
        // Most scripts have none, and a thousand scripts are read at every start.
        if (!text.Contains(Marker, StringComparison.Ordinal)) return MigrationDirectives.None;

        var directives = MigrationDirectives.None;

        // Within a string or a function's body such a line is data. PostgreSQL's scanner knows more kinds of quotes, and does no harm to SQLite's.
        var tokenizer = new SqlTokenizer(text, DatabaseEngine.Postgres, withComments: true);
        while (tokenizer.MoveNext(out var token))
        {
            if (token.Kind != SqlTokenKind.Comment || text[token.Start] != '-') continue;

            var comment = text.AsSpan(token.Start + 2, token.Length - 2).Trim();
            if (!comment.StartsWith(Marker, StringComparison.Ordinal)) continue;

            var words = comment[Marker.Length..].Trim().ToString();
            directives = Apply(directives, words, text.AsSpan(0, token.Start).Count('\n') + 1);
        }

        return directives;
    }

    private MigrationDirectives Apply(MigrationDirectives directives, string words, int line)
    {
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        var (name, value) = space < 0 ? (words, "") : (words[..space], words[(space + 1)..].Trim());
        if (!Names.Contains(name, StringComparer.Ordinal))
        {
            findings.Add(MigrationDiagnostics.UnknownDirective(file, line, name, Nearest.To(name, Names), Names));
            return directives;
        }

        if (name is not ("allow" or "volatile") && !_seen.Add(name))
        {
            findings.Add(MigrationDiagnostics.DuplicateDirective(file, line, name));
            return directives;
        }

        switch (name)
        {
            case "no-transaction":
                return value.Length == 0 ? directives with { IsTransactional = false } : Bad(directives, line, name, value, "nothing behind it");
            case "lock-timeout":
                return Duration(value) is { } wait ? directives with { LockTimeout = wait } : Bad(directives, line, name, value, "a duration such as 500ms or 2s");
            case "timeout":
                return Duration(value) is { } limit ? directives with { StatementTimeout = limit } : Bad(directives, line, name, value, "a duration such as 30s or 5m");
            case "phase":
                return value switch
                {
                    "expand" => directives with { Phase = MigrationPhase.Expand },
                    "migrate" => directives with { Phase = MigrationPhase.Migrate },
                    "contract" => directives with { Phase = MigrationPhase.Contract },
                    _ => Bad(directives, line, name, value, "expand, migrate or contract"),
                };
            case "compatible-from":
                return SemanticVersion.TryParse(value, null, out var version)
                    ? directives with { CompatibleFrom = version }
                    : Bad(directives, line, name, value, "a version such as 1.4.0");
            case "batch":
                return Batch(value) is { } batch
                    ? directives with { Batch = batch }
                    : Bad(directives, line, name, value, "table=NAME key=COLUMN, with size=NUMBER from 1 and pause=DURATION where wanted");
            case "foreign-keys":
                return value == "off" ? directives with { SuspendsForeignKeys = true } : Bad(directives, line, name, value, "off");
            case "irreversible":
                return value.Length > 0 ? directives with { Irreversible = value } : Bad(directives, line, name, value, "the reason");
            case "volatile":
                return value.Length > 0
                    ? directives with { Volatile = directives.Volatile.AddRange(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) }
                    : Bad(directives, line, name, value, "columns such as orders.updated_at, separated by commas");
            default:
                return value.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var code, var reason] && LintRules.IsCode(code)
                    ? directives with { Allowed = directives.Allowed.Add(new LintAcknowledgement(code, reason)) }
                    : Bad(directives, line, name, value, $"the code of a lint rule and the reason: MIG0001 the table was never used");
        }
    }

    private MigrationDirectives Bad(MigrationDirectives directives, int line, string name, string value, string valid)
    {
        findings.Add(MigrationDiagnostics.BadDirective(file, line, name, value, valid));
        return directives;
    }

    private static TimeSpan? Duration(string text) => DurationParser.Parse(text).Value is TimeSpan time && time > TimeSpan.Zero ? time : null;

    private static BatchDirective? Batch(string text)
    {
        var fields = new Dictionary<string, string>();
        foreach (Match match in FieldPattern().Matches(text))
        {
            var field = match.Value;
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || field[..equals] is not ("table" or "key" or "size" or "pause") || !fields.TryAdd(field[..equals], field[(equals + 1)..])) return null;
        }

        var pause = fields.TryGetValue("pause", out var rest) ? Duration(rest) : TimeSpan.Zero;
        var size = !fields.TryGetValue("size", out var count) ? 5_000
            : int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : 0;
        return fields.GetValueOrDefault("table") is { Length: > 0 } table && fields.GetValueOrDefault("key") is { Length: > 0 } key && size > 0 && pause is { } wait
            ? new BatchDirective(table, key, size, wait)
            : null;
    }

    // A name in quotes may hold blanks.
    [GeneratedRegex("""(?:"(?:[^"]|"")*"|[^\s"])+""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldPattern();
}
