using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.LocalHost;

/// <summary>Copies the host program to where no checkout can take it away.</summary>
internal static class ProgramCopy
{
    /// <summary>The folder of the copy, named by its content; an existing one is used as it is.</summary>
    /// <exception cref="LocalHostException">The source is not the host program.</exception>
    public static string Ensure(string source, string programsFolder)
    {
        if (!File.Exists(Path.Combine(source, LocalHostOptions.ProgramFile)))
            throw new LocalHostException(HostErrors.ProgramMissing(source));
        var files = Files(source);
        var target = Path.Combine(programsFolder, Digest(source, files));
        if (Directory.Exists(target))
            return target;

        var temporary = Path.Combine(programsFolder, $".{Path.GetRandomFileName()}");
        try
        {
            foreach (var file in files)
            {
                var destination = Path.Combine(temporary, file);
                Directory.CreateDirectory(Path.GetDirectoryName(destination) ?? temporary);
                File.Copy(Path.Combine(source, file), destination);
            }

            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another engine made the same copy in the same moment.
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }

        return target;
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static string Digest(string folder, string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(Path.Combine(folder, file));
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
            hash.AppendData(length);
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
