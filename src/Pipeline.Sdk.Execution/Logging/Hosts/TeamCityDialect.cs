using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// TeamCity: jetbrains.com/help/teamcity, Service Messages. Each target is a flow of its own, so the server keeps the lines of parallel targets
/// apart, and every line is the value of a message: nothing in it can be a message itself.
/// </summary>
internal sealed class TeamCityDialect : IHostDialect
{
    // "The description is limited to 4000 symbols"; "identity: maximum length is 60".
    private const int LongestDescription = 4000;

    private const int LongestIdentity = 60;

    public CommandFence Fence { get; } = new(["##teamcity["], []);

    public bool Interleaves => true;

    public string Open(string target, GroupState state, DateTimeOffset now) =>
        $"##teamcity[flowStarted flowId='{Value(target)}']\n##teamcity[blockOpened name='{Value(target)}' flowId='{Value(target)}']";

    public string Close(string target, bool hasFailed, DateTimeOffset now) =>
        $"##teamcity[blockClosed name='{Value(target)}' flowId='{Value(target)}']\n##teamcity[flowFinished flowId='{Value(target)}']";

    public string Line(string target, string text, LineKind kind) => Message(text, kind == LineKind.Warning ? "WARNING" : "NORMAL", target);

    public string Annotation(string target, Annotation annotation) =>
        Message(SummaryTable.Place(annotation) + annotation.Message, annotation.Severity == DiagnosticSeverity.Error ? "ERROR" : "WARNING", flow: null);

    public string Failure(StepResult result, bool isAnnotated)
    {
        var text = $"{result.Name} failed: {result.Code}: {result.Reason}";
        return result.IsTolerated
            ? Message(text, "WARNING", flow: null)
            : $"##teamcity[buildProblem description='{Value(Cut(text, LongestDescription))}' identity='{Value(Cut(result.Name, LongestIdentity))}']";
    }

    private static string Message(string text, string status, string? flow) =>
        $"##teamcity[message text='{Value(text)}' status='{status}'{(flow is null ? "" : $" flowId='{Value(flow)}'")}]";

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static string Value(string text)
    {
        var value = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            switch (character)
            {
                case '|' or '\'' or '[' or ']':
                    value.Append('|').Append(character);
                    break;
                case '\n':
                    value.Append("|n");
                    break;
                case '\r':
                    value.Append("|r");
                    break;
                case < ' ' and not '\t' or > '~':
                    value.Append("|0x").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
                    break;
                default:
                    value.Append(character);
                    break;
            }
        }

        return value.ToString();
    }
}
