using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Outputs as JSON and back.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    /// <summary>An output as JSON.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "An author's output type is kept by the author's own program.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above; an author who compiles ahead of time will pass a JsonTypeInfo.")]
    public static byte[] Write(object? output, Type type) => JsonSerializer.SerializeToUtf8Bytes(output, type, _options);

    /// <summary>SHA-256 of an output as JSON, in hexadecimal digits.</summary>
    public static string Digest(object? output, Type type) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Write(output, type)));

    /// <summary>An output as its target's type.</summary>
    /// <exception cref="JsonException">The JSON does not fit the type.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "See Write.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "See Write.")]
    public static object? Read(byte[] json, Type type) => JsonSerializer.Deserialize(json, type, _options);
}
