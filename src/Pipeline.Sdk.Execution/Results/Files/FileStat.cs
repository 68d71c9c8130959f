using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// What the system says of a file without opening it. Two equal answers mean that nobody wrote to it in between: the time of the last change of its inode
/// (ctime) cannot be set by a program, so that an edit that keeps size and modification time is seen too. Elsewhere than on Linux only size and
/// modification time are known.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Last change of its content, in nanoseconds since 1970.</param>
/// <param name="Changed">Last change of its inode, in nanoseconds since 1970.</param>
/// <param name="Inode">Its number in the file system.</param>
/// <param name="IsExecutable">Whether its owner may execute it.</param>
internal readonly partial record struct FileStat(FileKind Kind, long Size, long Modified, long Changed, ulong Inode, bool IsExecutable)
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int KindMask = 0xF000;
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;
    private const int Link = 0xA000;
    private const int OwnerMayExecute = 0x40;

    // A path that fits here is not allocated anywhere.
    private const int ShortPath = 1024;

    public bool Exists => Kind != FileKind.Missing;

    /// <summary>The later of the two times.</summary>
    public long Newest => Math.Max(Modified, Changed);

    /// <summary>Asks about a path; a link is not followed.</summary>
    public static FileStat Of(string path) => OperatingSystem.IsLinux() ? OfLinux("", path) : OfOthers(path);

    /// <summary>Asks about a path below a folder, without putting the two together first.</summary>
    /// <param name="folder">The folder, absolute, without a separator at its end.</param>
    /// <param name="path">Relative to it.</param>
    public static FileStat Of(string folder, string path) => OperatingSystem.IsLinux() ? OfLinux(folder, path) : OfOthers(Path.Combine(folder, path));

    private static unsafe FileStat OfLinux(string folder, string path)
    {
        var length = Encoding.UTF8.GetMaxByteCount(folder.Length + path.Length) + 2;
        Span<byte> bytes = length <= ShortPath ? stackalloc byte[ShortPath] : new byte[length];
        var used = 0;
        if (folder.Length > 0)
        {
            used = Encoding.UTF8.GetBytes(folder, bytes);
            bytes[used++] = (byte)'/';
        }

        used += Encoding.UTF8.GetBytes(path, bytes[used..]);
        bytes[used] = 0;
        LinuxStat stat;
        fixed (byte* start = bytes)
        {
            if (StatX(CurrentFolder, start, NoFollow, BasicStats, &stat) != 0)
                return default;
        }

        var kind = (stat.Mode & KindMask) switch { RegularFile => FileKind.File, Link => FileKind.Link, Folder => FileKind.Folder, _ => FileKind.Other };
        return new FileStat(kind, (long)stat.Size, Nanoseconds(stat.Modified), Nanoseconds(stat.Changed), stat.Inode, (stat.Mode & OwnerMayExecute) != 0);
    }

    private static FileStat OfOthers(string path)
    {
        var file = new FileInfo(path);
        var isLink = file.LinkTarget is not null;
        if (!isLink && !file.Exists)
            return Directory.Exists(path) ? new FileStat(FileKind.Folder, 0, 0, 0, 0, IsExecutable: false) : default;

        var modified = (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
        var executable = !OperatingSystem.IsWindows() && !isLink && (file.UnixFileMode & UnixFileMode.UserExecute) != UnixFileMode.None;
        return new FileStat(isLink ? FileKind.Link : FileKind.File, isLink ? 0 : file.Length, modified, modified, 0, executable);
    }

    private static long Nanoseconds(LinuxTime time) => (time.Seconds * 1_000_000_000) + time.Nanoseconds;

    // statx(2), which has the same layout on every processor.
    [LibraryImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int StatX(int folder, byte* path, int flags, uint mask, LinuxStat* result);

    [StructLayout(LayoutKind.Sequential)]
    private struct LinuxTime
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Reserved;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct LinuxStat
    {
        public uint Mask;
        public uint BlockSize;
        public ulong Attributes;
        public uint Links;
        public uint User;
        public uint Group;
        public ushort Mode;
        public ushort Spare0;
        public ulong Inode;
        public ulong Size;
        public ulong Blocks;
        public ulong AttributesMask;
        public LinuxTime Accessed;
        public LinuxTime Born;
        public LinuxTime Changed;
        public LinuxTime Modified;
        public Rest Spare1;
    }

    // What statx writes beyond the fields that are read here. The whole has 256 bytes: with fewer the kernel writes over what lies behind.
    [InlineArray(16)]
    private struct Rest
    {
        private ulong _first;
    }
}
