using System.Globalization;
using System.Xml;

namespace Pipeline.Sdk.DotNet.CoverageReports;

/// <summary>Reads the totals in the first element of a Cobertura file.</summary>
internal static class CoberturaReader
{
    public static CoverageSummary Read(string file)
    {
        using var stream = File.OpenRead(file);
        return Read(stream);
    }

    public static CoverageSummary Read(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        reader.MoveToContent();
        return new CoverageSummary(Share(reader, "lines"), Share(reader, "branches"));
    }

    // From the counts: the rates are rounded, and they are 0 or 1 where there is nothing to count.
    private static double? Share(XmlReader reader, string what) =>
        Number(reader, what + "-valid") is { } valid and > 0 && Number(reader, what + "-covered") is { } covered ? covered / valid : null;

    private static double? Number(XmlReader reader, string attribute) =>
        double.TryParse(reader.GetAttribute(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
