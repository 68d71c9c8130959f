using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Outputs as JSON and back: by the contexts that the pipeline names, else by reflection, where the program has it.</summary>
internal sealed class ResultJson
{
    private readonly JsonSerializerOptions _options;

    private ResultJson(PipelineBuilder build, bool reflects)
    {
        _options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        foreach (var resolver in build.OutputJson)
            _options.TypeInfoResolverChain.Add((IJsonTypeInfoResolver)resolver());
        if (build.SdkOutputJson is { } sdk)
            _options.TypeInfoResolverChain.Add((IJsonTypeInfoResolver)sdk());
        if (reflects)
            _options.TypeInfoResolverChain.Add(Reflection());
    }

    /// <summary>What writes the outputs of a pipeline.</summary>
    public static ResultJson Of(PipelineBuilder build) => (ResultJson)(build.OutputWriter ??= new ResultJson(build, JsonSerializer.IsReflectionEnabledByDefault));

    /// <summary>The same as it is in a program that is compiled ahead of time.</summary>
    public static ResultJson WithoutReflection(PipelineBuilder build) => new(build, reflects: false);

    /// <summary>Whether outputs of the type can be written and read.</summary>
    public bool Knows(Type type) => _options.TryGetTypeInfo(type, out _);

    /// <summary>An output as JSON.</summary>
    public byte[] Write(object? output, Type type) => JsonSerializer.SerializeToUtf8Bytes(output, _options.GetTypeInfo(type));

    /// <summary>SHA-256 of an output as JSON, in hexadecimal digits.</summary>
    public string Digest(object? output, Type type) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Write(output, type)));

    /// <summary>An output as its target's type.</summary>
    /// <exception cref="JsonException">The JSON does not fit the type.</exception>
    public object? Read(byte[] json, Type type) => JsonSerializer.Deserialize(json, _options.GetTypeInfo(type));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Called only where reflection is on: a program that is compiled ahead of time has it off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
    private static DefaultJsonTypeInfoResolver Reflection() => new();
}
