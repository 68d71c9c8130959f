namespace Pipeline.Sdk.Tool.Doctor;

/// <summary>What the doctor saw.</summary>
/// <param name="What">What was looked at: <c>git</c>, <c>feed https://…</c>.</param>
/// <param name="Code">The code of what is wrong; null when all is well.</param>
/// <param name="Detail">What there is, or what is wrong.</param>
/// <param name="Mend">The command that mends it; empty when all is well.</param>
internal sealed record Finding(string What, string? Code, string Detail, string Mend)
{
    public static Finding Well(string what, string detail) => new(what, null, detail, "");
}
