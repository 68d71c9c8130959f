using System.Runtime.InteropServices;

namespace Pipeline.Sdk.Migrations;

/// <summary>A token's kind and place in its text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}
