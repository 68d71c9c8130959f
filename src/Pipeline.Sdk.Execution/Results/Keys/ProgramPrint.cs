using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>What stands for the build program in a key.</summary>
internal static class ProgramPrint
{
    /// <summary>
    /// The name of the program's folder, which <c>build.sh</c> gives it: SHA-256 over names and contents of all sources, props and lock files that it is compiled
    /// from. A program that was started otherwise, from an editor, is told by its assemblies.
    /// </summary>
    /// <param name="folder">The folder that the program lies in, absolute.</param>
    public static string Of(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return IsPrint(name) ? name : OfAssemblies(folder);
    }

    // 32 hexadecimal digits; a program whose sources were edited while it was compiled has a number behind them, and is never taken for another.
    private static bool IsPrint(string name)
    {
        if (name.Length < 32 || (name.Length > 32 && name[32] != '-'))
            return false;

        for (var i = 0; i < 32; i++)
        {
            if (!char.IsAsciiHexDigitLower(name[i]))
                return false;
        }

        return true;
    }

    private static string OfAssemblies(string folder)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            text.Append(Path.GetFileName(file)).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(stream))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
