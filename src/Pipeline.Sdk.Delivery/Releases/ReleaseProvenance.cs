using System.Security.Cryptography;
using System.Text.Json;

namespace Pipeline.Sdk.Delivery;

/// <summary>Writes where a release comes from beside its folder when it is made, and checks that before it is deployed.</summary>
internal static class ReleaseProvenance
{
    /// <summary>Lets the target that makes the releases of a service write their provenance. One that names an attestation of its own is left alone.</summary>
    public static void Record(PipelineBuilder build, Service service) => build.Amend(service.Package, With);

    /// <summary>The release with its provenance, which is on the disk then.</summary>
    public static Release With(RunContext run, Release release)
    {
        if (release.Provenance is not null || !release.Digest.StartsWith("sha256:", StringComparison.Ordinal))
            return release;

        var file = release.Folder.TrimEnd('/') + ".intoto.json";
        var statement = ProvenanceStatement.Write(release, run);
        Directory.CreateDirectory(Path.GetDirectoryName(run.PathOf(file)) ?? run.Root);
        File.WriteAllBytes(run.PathOf(file), statement);
        return release with { Provenance = file, ProvenanceDigest = Digest(statement) };
    }

    /// <summary>The statement of a release, or null when it has none that is a file.</summary>
    /// <exception cref="StepFailedException">It is gone, is not the recorded one, or is another release's.</exception>
    public static byte[]? Verify(RunContext run, Release release)
    {
        if (release is not { Provenance: { } name, ProvenanceDigest: { } recorded })
            return null;

        var file = run.PathOf(name);
        if (!File.Exists(file))
            throw DeliveryErrors.ProvenanceMissing(release, file);

        var statement = File.ReadAllBytes(file);
        if (Digest(statement) is var actual && actual != recorded)
            throw DeliveryErrors.ProvenanceChanged(release, file, recorded, actual);

        return IsOf(statement, release) ? statement : throw DeliveryErrors.ForeignProvenance(release, file);
    }

    private static bool IsOf(byte[] statement, Release release)
    {
        try
        {
            return ProvenanceStatement.IsOf(statement, release);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Digest(byte[] statement) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(statement));
}
