using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>The input files of one target as the system sees them, without reading any.</summary>
/// <param name="Files">The files and links, with what the system says of each.</param>
/// <param name="Print">One number for all of it, whatever the order: equal numbers mean that nothing changed.</param>
/// <param name="IsSettled">Whether every change lies so far back that another one would show.</param>
internal sealed record InputState(IReadOnlyList<InputFile> Files, Print Print, bool IsSettled)
{
    /// <summary>Looks at the files that patterns mean.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="patterns">The patterns.</param>
    /// <param name="index">Knows when a change is settled.</param>
    /// <param name="unmatched">Receives the patterns that mean no file.</param>
    public static InputState Of(string root, IEnumerable<string> patterns, FileIndex index, List<string>? unmatched = null)
    {
        var paths = new FileWalk(root, patterns) { FollowsLinks = true }.Find(unmatched);
        var files = new InputFile[paths.Count];
        var all = new InputStats(root, paths, files, index.SettledBefore);
        all.Run();
        return new InputState(files, all.Print, all.IsSettled);
    }

    /// <summary>One number for a list of files that are known by name.</summary>
    public static Print PrintOf(string root, ImmutableArray<string> paths)
    {
        var print = new Print(0, (ulong)paths.Length);
        foreach (var path in paths)
            print ^= Of(path, FileStat.Of(root, path));
        return print;
    }

    /// <summary>One number for a file; each of another path is another one.</summary>
    public static Print Of(string path, FileStat stat)
    {
        Span<byte> fields = stackalloc byte[34];
        BinaryPrimitives.WriteInt64LittleEndian(fields, stat.Size);
        BinaryPrimitives.WriteInt64LittleEndian(fields[8..], stat.Modified);
        BinaryPrimitives.WriteInt64LittleEndian(fields[16..], stat.Changed);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[24..], stat.Inode);
        fields[32] = (byte)stat.Kind;
        fields[33] = stat.IsExecutable ? (byte)1 : (byte)0;
        var seed = XxHash3.HashToUInt64(fields);
        return Print.Of(MemoryMarshal.AsBytes(path.AsSpan()), (long)seed);
    }
}
