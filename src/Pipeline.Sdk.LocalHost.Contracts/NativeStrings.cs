using System.Runtime.InteropServices;

namespace Pipeline.Sdk.LocalHost;

/// <summary>A null-terminated array of C strings: <c>argv</c> or <c>envp</c>.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly int _count;
    private readonly nint* _items;

    public NativeStrings(IReadOnlyList<string> strings)
    {
        _count = strings.Count;
        _items = (nint*)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(nint));
        for (var i = 0; i < _count; i++)
            _items[i] = Marshal.StringToCoTaskMemUTF8(strings[i]);
    }

    public nint Pointer => (nint)_items;

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
            Marshal.FreeCoTaskMem(_items[i]);
        NativeMemory.Free(_items);
    }
}
