using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Tells whether two slots have the same variables without showing any of them.</summary>
internal static class SlotVariables
{
    public static string Digest(ImmutableDictionary<string, string> variables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            // No variable holds a NUL, so nothing else reads the same.
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{value}\0"));
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
