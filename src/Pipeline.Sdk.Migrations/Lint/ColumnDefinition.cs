using System.Collections.Immutable;
using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>A column as CREATE TABLE or ADD COLUMN writes it.</summary>
internal sealed record ColumnDefinition(string Name, string Type, int? Length)
{
    private static readonly string[] Ends = ["NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK", "CONSTRAINT", "GENERATED", "COLLATE", "USING", "AS"];

    private static readonly string[] Volatile = ["random", "gen_random_uuid", "uuid_generate_v4", "clock_timestamp", "timeofday", "nextval", "randomblob"];

    public bool IsNotNull { get; init; }

    public bool HasDefault { get; init; }

    public bool HasVolatileDefault { get; init; }

    public bool IsUnique { get; init; }

    public bool IsStored { get; init; }

    public bool IsReference { get; init; }

    public bool IsCheck { get; init; }

    public static ColumnDefinition Read(ImmutableArray<SqlWord> words)
    {
        var name = words.IsEmpty ? "" : words[0].Name;
        var type = words.Skip(1).TakeWhile(word => !(word.Kind == SqlTokenKind.Word && Ends.Contains(word.Text, StringComparer.OrdinalIgnoreCase))).ToImmutableArray();
        var tail = words.Skip(1 + type.Length).ToImmutableArray();
        var plain = string.Join(' ', type.Where(word => word.Kind == SqlTokenKind.Word || word.IsSymbol('[') || word.IsSymbol(']')).Select(word => word.Text.ToLowerInvariant()));
        var length = type.Where(word => word.Kind == SqlTokenKind.Number).Select(word => int.TryParse(word.Text, CultureInfo.InvariantCulture, out var size) ? size : (int?)null).FirstOrDefault();
        var isSerial = plain is "serial" or "bigserial" or "smallserial";
        return new ColumnDefinition(name, plain, length)
        {
            IsNotNull = Follows(tail, "NOT", "NULL") || Follows(tail, "PRIMARY", "KEY") || isSerial,
            HasDefault = Has(tail, "DEFAULT") || Has(tail, "GENERATED") || isSerial,
            HasVolatileDefault = isSerial || (Has(tail, "DEFAULT") && tail.Any(word => word.IsName && Volatile.Contains(word.Name))) || Follows(tail, "AS", "IDENTITY"),
            IsUnique = Has(tail, "UNIQUE") || Follows(tail, "PRIMARY", "KEY"),
            IsStored = Has(tail, "STORED"),
            IsReference = Has(tail, "REFERENCES"),
            IsCheck = Has(tail, "CHECK"),
        };
    }

    private static bool Has(ImmutableArray<SqlWord> words, string keyword) => words.Any(word => word.Is(keyword));

    private static bool Follows(ImmutableArray<SqlWord> words, string first, string second) =>
        Enumerable.Range(0, Math.Max(0, words.Length - 1)).Any(i => words[i].Is(first) && words[i + 1].Is(second));
}
