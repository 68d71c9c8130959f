using System.Text;
using Pipeline.Sdk.Telemetry.Json;

namespace Pipeline.Sdk.Tests;

/// <summary>Each kind of field of OTLP in JSON, as the OpenTelemetry Protocol Specification has it under "JSON Protobuf Encoding".</summary>
public sealed class JsonTranslationTests
{
    // LogRecord.body is field 5 and a value.
    [Theory]
    [InlineData("0a0161", """{"stringValue":"a"}""")]
    [InlineData("1001", """{"boolValue":true}""")]
    [InlineData("1000", """{"boolValue":false}""")]
    [InlineData("18ffffffffffffffffff01", """{"intValue":"-1"}""")]
    [InlineData("18ffffffffffffffff7f", """{"intValue":"9223372036854775807"}""")]
    [InlineData("21000000000000e03f", """{"doubleValue":0.5}""")]
    [InlineData("21000000000000f87f", """{"doubleValue":"NaN"}""")]
    [InlineData("21000000000000f0ff", """{"doubleValue":"-Infinity"}""")]
    [InlineData("2a090a030a01610a021801", """{"arrayValue":{"values":[{"stringValue":"a"},{"intValue":"1"}]}}""")]
    [InlineData("32090a070a016b12021801", """{"kvlistValue":{"values":[{"key":"k","value":{"intValue":"1"}}]}}""")]
    [InlineData("3a02fffe", """{"bytesValue":"//4="}""")]
    public void A_value(string hex, string json) => Assert.Equal($$"""{"body":{{json}}}""", Log($"2a{hex.Length / 2:x2}{hex}"));

    [Fact]
    public void Ids_are_hex_enums_are_numbers_and_times_are_text() => Assert.Equal(
        """{"timeUnixNano":"18446744073709551615","severityNumber":9,"flags":1,"traceId":"0123456789abcdef0123456789abcdef","spanId":"fedcba9876543210"}""",
        Log("09ffffffffffffffff" + "1009" + "4501000000" + "4a100123456789abcdef0123456789abcdef" + "5208fedcba9876543210"));

    [Theory]
    [InlineData("32100100000000000000" + "0200000000000000")]
    [InlineData("310100000000000000" + "310200000000000000")]
    public void Numbers_of_a_list_may_be_packed_or_not(string hex) =>
        Assert.EndsWith("""{"bucketCounts":["1","2"]}]}}]}]}]}""", Metric($"4a{hex.Length / 2 + 2:x2}0a{hex.Length / 2:x2}{hex}"), StringComparison.Ordinal);

    [Fact]
    public void Signed_numbers_of_an_exponential_histogram_have_their_sign() =>
        Assert.EndsWith("""[{"scale":-1,"positive":{"offset":3,"bucketCounts":["1","300"]}}]}}]}]}]}""", Metric("520d0a0b3001" + "42070806120301ac02"), StringComparison.Ordinal);

    [Fact]
    public void Items_of_a_list_between_which_other_fields_stand_are_one_list() => Assert.Equal(
        """{"attributes":[{"key":"a"},{"key":"b"}],"severityText":"x"}""", Log("32030a0161" + "1a0178" + "32030a0162"));

    [Fact]
    public void A_field_of_a_newer_protocol_is_left_out() => Assert.Equal("""{"severityText":"x"}""", Log("1a0178" + "fa0601ff"));

    [Theory]
    [InlineData("1a05")]
    [InlineData("0900")]
    [InlineData("10ffffffffffffffffffff01")]
    [InlineData("13")]
    public void What_is_no_message_is_an_error(string hex) => Assert.Throws<InvalidDataException>(() => Log(hex));

    // One record, one scope, one resource: 0a, 12, 12.
    private static string Log(string record)
    {
        var json = Encoding.UTF8.GetString(OtlpJson.Translate(OtlpSchema.Logs, Wrapped(0x12, Convert.FromHexString(record))));
        const string Before = """{"resourceLogs":[{"scopeLogs":[{"logRecords":[""";
        Assert.StartsWith(Before, json, StringComparison.Ordinal);
        return json[Before.Length..^"]}]}]}".Length];
    }

    private static string Metric(string metric) => Encoding.UTF8.GetString(OtlpJson.Translate(OtlpSchema.Metrics, Wrapped(0x12, Convert.FromHexString(metric))));

    private static byte[] Wrapped(byte field, byte[] item) => Field(0x0a, Field(0x12, Field(field, item)));

    private static byte[] Field(byte key, byte[] bytes) => [key, (byte)bytes.Length, .. bytes];
}
