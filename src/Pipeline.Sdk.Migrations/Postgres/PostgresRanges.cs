using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>Cuts the keys of a table into ranges for a batched script.</summary>
internal sealed class PostgresRanges(BatchDirective batch)
{
    /// <summary>The name of the column that holds a range's first key; the next one holds its last.</summary>
    public const string FirstKey = "pipeline_first_key";

    private readonly string _table = SqlName.QuoteParts(batch.Table, DatabaseEngine.Postgres);
    private readonly string _key = SqlName.QuoteParts(batch.Key, DatabaseEngine.Postgres);

    /// <summary>
    /// A query for at most so many ranges of at most so many keys behind one, as SQL literals. Passing over keys by OFFSET costs a tenth of counting them; the newest key
    /// is looked for when there are not as many. Keys of every type are ordered, but not of every type is there a min().
    /// </summary>
    public string Next(string? after, int size, int count) =>
        $"""
        WITH RECURSIVE ranges AS (
          SELECT 1 AS n, {One(After(after), "LIMIT 1")} AS f, {Last(After(after), size)} AS l
          UNION ALL
          SELECT n + 1, {One(After("l"), "LIMIT 1")}, {Last(After("l"), size)} FROM ranges WHERE n < {count.ToString(CultureInfo.InvariantCulture)} AND l IS NOT NULL)
        SELECT quote_literal(f::text) || '::' || pg_typeof(f) AS {FirstKey}, quote_literal(l::text) || '::' || pg_typeof(l) FROM ranges WHERE f IS NOT NULL ORDER BY n
        """;

    private string After(string? key) => key is null ? $"t.{_key} IS NOT NULL" : $"t.{_key} > {key}";

    private string Last(string condition, int size) => $"coalesce({One(condition, $"LIMIT 1 OFFSET {(size - 1).ToString(CultureInfo.InvariantCulture)}")}, {One(condition, "DESC LIMIT 1")})";

    private string One(string condition, string order) => $"(SELECT t.{_key} FROM {_table} t WHERE {condition} ORDER BY t.{_key} {order})";
}
