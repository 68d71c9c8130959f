using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pipeline.Sdk.Generation.Yaml;

/// <summary>Document → text: indented sequences, no aliases, no folding, <c>\n</c> line ends.</summary>
internal static class YamlWriter
{
    // The emitter knows comments but no empty lines, so a comment marks where one goes. A control character is always escaped in a scalar:
    // the mark cannot be part of one.
    private const string EmptyLine = "\u0001";

    public static string Write(YamlMapping document)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(
            bestIndent: 2,
            bestWidth: int.MaxValue,
            isCanonical: false,
            maxSimpleKeyLength: 1024,
            skipAnchorName: false,
            indentSequences: true,
            newLine: "\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Write(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return WithEmptyLines(text.ToString());
    }

    private static void Write(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Write(emitter, scalar);
                break;
            case YamlMapping mapping:
                Write(emitter, mapping);
                break;
            case YamlSequence sequence:
                Write(emitter, sequence);
                break;
        }
    }

    private static void Write(Emitter emitter, YamlMapping mapping)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, mapping.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
        foreach (var (index, (key, value)) in mapping.Index())
        {
            Separate(emitter, mapping.IsSpaced && index > 0);
            foreach (var line in mapping.CommentsAt(index))
                emitter.Emit(new Comment(OneLine(line), isInline: false));
            Write(emitter, key);
            Write(emitter, value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static void Write(Emitter emitter, YamlSequence sequence)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, sequence.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
        foreach (var (index, item) in sequence.Index())
        {
            Separate(emitter, sequence.IsSpaced && index > 0);
            foreach (var line in sequence.CommentsAt(index))
                emitter.Emit(new Comment(OneLine(line), isInline: false));
            Write(emitter, item);
        }

        emitter.Emit(new SequenceEnd());
    }

    private static void Write(Emitter emitter, YamlScalar scalar)
    {
        var style = scalar.IsText ? ScalarStyles.For(scalar.Value) : ScalarStyle.Plain;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, scalar.Value, style, isPlainImplicit: true, isQuotedImplicit: true));
        if (scalar.Comment is { } comment)
            emitter.Emit(new Comment(OneLine(comment), isInline: true));
    }

    // A comment ends with its line, and what counts as a line end differs between YAML 1.1 and 1.2.
    private static string OneLine(string text) =>
        string.Concat(text.Select(c => c is '\u2028' or '\u2029' || char.IsControl(c) ? ' ' : c)).Trim();

    private static void Separate(Emitter emitter, bool isNeeded)
    {
        if (isNeeded)
            emitter.Emit(new Comment(EmptyLine, isInline: false));
    }

    private static string WithEmptyLines(string emitted)
    {
        var text = new StringBuilder(emitted.Length);
        foreach (var line in emitted.TrimEnd('\n').Split('\n'))
            text.Append(line.Contains(EmptyLine, StringComparison.Ordinal) ? "" : line.TrimEnd(' ')).Append('\n');

        return text.ToString();
    }
}
