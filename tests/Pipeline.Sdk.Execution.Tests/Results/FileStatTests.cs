using System.Reflection;
using System.Runtime.CompilerServices;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Execution.Tests;

public sealed class FileStatTests
{
    [Fact]
    public void The_kernel_has_room_for_all_that_it_writes()
    {
        var structure = typeof(FileStat).GetNestedType("LinuxStat", BindingFlags.NonPublic) ?? throw new InvalidOperationException();
        var size = typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))?.MakeGenericMethod(structure).Invoke(null, null);
        Assert.Equal(256, size); // struct statx, stat.h of the kernel
    }
}
