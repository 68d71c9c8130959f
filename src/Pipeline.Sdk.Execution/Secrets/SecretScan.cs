using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// Looks for secrets in what is about to be stored, in bounded memory. Binary files are searched for the longer forms only: a short one is
/// in megabytes of bytes by chance.
/// </summary>
internal sealed class SecretScan
{
    private const int Piece = 64 * 1024;

    /// <summary>git takes a file for binary by a NUL in so many bytes.</summary>
    private const int Head = 8000;

    private const int ShortestInBinary = 8;

    private readonly SecretMasker _masker;
    private readonly Lazy<SecretMasker> _binary;

    public SecretScan(SecretMasker masker)
    {
        _masker = masker;
        _binary = new Lazy<SecretMasker>(() => masker.WithFormsFrom(ShortestInBinary));
    }

    /// <summary>Whether a secret is in a text.</summary>
    public bool Finds(string text) => _masker.IsIn(text);

    /// <summary>Whether a secret is in a stream, from its beginning. UTF-8 is read, and UTF-16 and UTF-32 with their byte order mark.</summary>
    /// <param name="stream">One that can seek; it is left at its beginning.</param>
    public bool Finds(Stream stream)
    {
        if (_masker.LongestForm == 0)
            return false;

        var masker = IsBinary(stream) ? _binary.Value : _masker;
        var overlap = Math.Max(0, masker.LongestForm - 1);
        var buffer = new char[Piece + overlap];
        stream.Position = 0;
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: Piece, leaveOpen: true);
        var found = false;
        for (var kept = 0; !found && reader.ReadBlock(buffer, kept, buffer.Length - kept) is > 0 and var count;)
        {
            var text = buffer.AsSpan(0, kept + count);
            found = masker.IsIn(text);

            // A secret may lie across two pieces.
            kept = Math.Min(overlap, text.Length);
            text[^kept..].CopyTo(buffer);
        }

        stream.Position = 0;
        return found;
    }

    private static bool IsBinary(Stream stream)
    {
        var head = new byte[Head];
        stream.Position = 0;
        var bytes = head.AsSpan(0, stream.ReadAtLeast(head, Head, throwOnEndOfStream: false));
        var isWide = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]);
        return !isWide && bytes.Contains((byte)0);
    }
}
