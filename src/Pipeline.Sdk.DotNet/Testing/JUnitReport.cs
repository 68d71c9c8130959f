using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Pipeline.Sdk.DotNet.Commands;

namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>
/// Test results in the form that GitLab, Jenkins, Buildkite and others read: JUnit's XML, as github.com/testmoapp/junitxml describes what all of them
/// understand.
/// </summary>
internal static class JUnitReport
{
    /// <summary>Writes a file with one suite per test assembly.</summary>
    /// <param name="file">Where to, absolute.</param>
    /// <param name="name">The target.</param>
    /// <param name="runs">The assemblies' results.</param>
    /// <param name="mask">Takes out secrets.</param>
    public static void Write(string file, string name, ImmutableArray<TrxRun> runs, Func<string, string> mask)
    {
        using var xml = XmlWriter.Create(file, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", name);
        Counts(xml, [.. runs.SelectMany(run => run.Tests)]);
        foreach (var run in runs)
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", name);
            Counts(xml, run.Tests);
            foreach (var test in run.Tests)
                Test(xml, test, text => Clean(mask(text)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, ImmutableArray<TrxTest> tests)
    {
        xml.WriteAttributeString("tests", Number(tests.Length));
        xml.WriteAttributeString("failures", Number(tests.Count(test => test.Outcome == TrxOutcome.Failed)));
        xml.WriteAttributeString("skipped", Number(tests.Count(test => test.Outcome == TrxOutcome.Skipped)));
        xml.WriteAttributeString("time", Seconds(TimeSpan.FromTicks(tests.Sum(test => test.Duration.Ticks))));
    }

    private static void Test(XmlWriter xml, TrxTest test, Func<string, string> text)
    {
        var (type, name) = Split(test.Name);
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", text(type));
        xml.WriteAttributeString("name", text(name));
        xml.WriteAttributeString("time", Seconds(test.Duration));
        switch (test.Outcome)
        {
            case TrxOutcome.Failed:
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("message", text(OutputText.FirstLine(test.Message)));
                xml.WriteString(text(test.Message + "\n" + test.StackTrace));
                xml.WriteEndElement();
                break;
            case TrxOutcome.Skipped:
                xml.WriteStartElement("skipped");
                xml.WriteAttributeString("message", text(OutputText.FirstLine(test.Message)));
                xml.WriteEndElement();
                break;
        }

        xml.WriteEndElement();
    }

    // The last dot before the arguments ends the class; a sentence as display name has none.
    private static (string Type, string Name) Split(string name)
    {
        var end = name.IndexOfAny(['(', ' ']);
        var dot = (end < 0 ? name : name[..end]).LastIndexOf('.');
        return dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
    }

    // XML has no form for most control characters, nor for half a pair.
    private static string Clean(string text)
    {
        var clean = text.ToCharArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (XmlConvert.IsXmlChar(clean[i]))
                continue;

            if (i + 1 < clean.Length && XmlConvert.IsXmlSurrogatePair(clean[i + 1], clean[i]))
                i++;
            else
                clean[i] = '\uFFFD';
        }

        return new string(clean);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
