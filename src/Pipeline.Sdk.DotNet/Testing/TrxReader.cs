using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Pipeline.Sdk.DotNet.Commands;

namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>Reads the TRX files of VSTest as a stream. A file that is cut off gives what it holds and counts as failed.</summary>
internal sealed class TrxReader
{
    private readonly List<(TrxTest Test, string Id)> _tests = [];
    private readonly Dictionary<string, string> _classes = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly Stack<TrxResult> _open = new();
    private ImmutableArray<string> _output = [];
    private string _definition = "";
    private string _infoOutcome = "";
    private string _summary = "";

    private TrxReader()
    {
    }

    /// <summary>Reads a file.</summary>
    public static TrxRun Read(string file)
    {
        using var stream = File.OpenRead(file);
        return Read(stream);
    }

    /// <summary>Reads a stream.</summary>
    public static TrxRun Read(Stream stream) => new TrxReader().ReadAll(stream);

    private TrxRun ReadAll(Stream stream)
    {
        // Messages of tests may hold characters that XML does not allow; VSTest writes them as entities all the same.
        var settings = new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true };
        var complete = true;
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            reader.Read();
            while (!reader.EOF)
            {
                // What reads an element's content leaves the reader behind it: on the next node.
                if (!Visit(reader))
                    reader.Read();
            }
        }
        catch (XmlException cut)
        {
            complete = false;
            _faults.Add($"The result file is cut off: {cut.Message}");
        }

        return new TrxRun
        {
            Tests = [.. _tests.Select(entry => entry.Test with { Name = FullName(entry.Test.Name, entry.Id) })],
            Faults = [.. _faults],
            Output = _output,
            Succeeded = complete && _summary is "Completed" or "Passed",
        };
    }

    private bool Visit(XmlReader reader)
    {
        if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "UnitTestResult")
        {
            Close();
            return false;
        }

        if (reader.NodeType != XmlNodeType.Element)
            return false;

        switch (reader.LocalName)
        {
            case "UnitTestResult":
                Open(reader);
                return false;
            case "InnerResults" when _open.TryPeek(out var parent):
                // The rows of a data-driven test follow, and they count, not their heading.
                parent.HasRows = true;
                return false;
            case "Message" when _open.TryPeek(out var test):
                test.Message = reader.ReadElementContentAsString();
                return true;
            case "StackTrace" when _open.TryPeek(out var test):
                test.StackTrace = reader.ReadElementContentAsString();
                return true;
            case "UnitTest":
                _definition = reader.GetAttribute("id") ?? "";
                return false;
            case "TestMethod":
                // MSTest writes "Namespace.Class, Assembly".
                _classes[_definition] = (reader.GetAttribute("className") ?? "").Split(',')[0];
                return false;
            case "ResultSummary":
                _summary = reader.GetAttribute("outcome") ?? "";
                return false;
            case "StdOut" when _summary.Length > 0:
                _output = [.. OutputText.Lines(reader.ReadElementContentAsString()).Where(line => !OutputText.IsFrame(line))];
                return true;
            case "RunInfo":
                _infoOutcome = reader.GetAttribute("outcome") ?? "";
                return false;
            case "Text" when _summary.Length > 0:
                AddFault(reader.ReadElementContentAsString());
                return true;
            default:
                return false;
        }
    }

    private void Open(XmlReader reader)
    {
        var result = new TrxResult
        {
            Name = reader.GetAttribute("testName") ?? "",
            Id = reader.GetAttribute("testId") ?? "",
            Outcome = Outcome(reader.GetAttribute("outcome")),
            Duration = TimeSpan.TryParse(reader.GetAttribute("duration"), CultureInfo.InvariantCulture, out var duration) ? duration : TimeSpan.Zero,
        };
        _open.Push(result);
        if (reader.IsEmptyElement)
            Close();
    }

    private void Close()
    {
        var result = _open.Pop();
        if (!result.HasRows)
            _tests.Add((new TrxTest(result.Name, result.Outcome, result.Duration, result.Message.Trim(), result.StackTrace), result.Id));
    }

    private void AddFault(string text)
    {
        // The xunit adapter reports every failed test as an error of the run as well.
        if (_infoOutcome is "Error" or "Failed" && !text.TrimEnd().EndsWith("[FAIL]", StringComparison.Ordinal))
            _faults.AddRange(OutputText.Lines(text).Where(line => !OutputText.IsFrame(line)).Take(3));
    }

    private string FullName(string name, string id) =>
        _classes.TryGetValue(id, out var type) && type.Length > 0 && !IsQualified(name) ? $"{type}.{name}" : name;

    // A dot before the arguments begin: "Orders.Tests.Adds(x: 1.5)" is qualified, "Adds(x: 1.5)" is not. A sentence as display name stays one.
    private static bool IsQualified(string name)
    {
        var end = name.IndexOfAny(['(', ' ']);
        return (end < 0 ? name : name[..end]).Contains('.', StringComparison.Ordinal) || (end > 0 && name[end] == ' ' && !name.Contains('(', StringComparison.Ordinal));
    }

    private static TrxOutcome Outcome(string? text) => text switch
    {
        "Passed" or "Completed" or "Warning" or "PassedButRunAborted" => TrxOutcome.Passed,
        "NotExecuted" or "Inconclusive" or "Pending" or "NotRunnable" => TrxOutcome.Skipped,
        _ => TrxOutcome.Failed,
    };
}
