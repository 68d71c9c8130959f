using System.IO.Enumeration;

namespace Pipeline.Sdk.Bootstrap;

/// <summary>The files and folders below a folder that are not older than a moment. The first one is enough for most callers.</summary>
internal sealed class NewerEntries(string folder, DateTimeOffset moment) : FileSystemEnumerator<bool>(folder, Everything)
{
    // Hidden files are sources too, and a folder that cannot be read must not pass for an unchanged one.
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    // A file that is copied keeps its old time of change, but it is created now.
    protected override bool ShouldIncludeEntry(ref FileSystemEntry entry) => entry.LastWriteTimeUtc >= moment || entry.CreationTimeUtc >= moment;

    // A link's target lies elsewhere, and it may lead back here.
    protected override bool ShouldRecurseIntoEntry(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == FileAttributes.None;

    protected override bool TransformEntry(ref FileSystemEntry entry) => true;
}
