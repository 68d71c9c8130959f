namespace Pipeline.Sdk.Generation.Locking;

/// <summary>What can be wrong with the lock of actions and with what is used beside it.</summary>
internal static class LockDiagnostics
{
    public static Diagnostic UnknownAction(string action, IEnumerable<string> known) =>
        new("PIPE0301", $"Action '{action}' is not in the lock, so there is no commit to pin it to. Add a line '- uses: {action}@COMMIT # vX.Y.Z' to {ActionLock.Path}; locked are: {string.Join(", ", known)}.");

    public static Diagnostic MalformedLock(int line, string text) =>
        new("PIPE0308", $"Line {line} of {ActionLock.Path} is '{text}'. Write '- uses: owner/name@COMMIT # vX.Y.Z', the commit as 40 lower-case hexadecimal digits, each action once.");

    public static Diagnostic Unpinned(string file, int line, string uses) =>
        new("PIPE0325", $"{file}({line}) uses '{uses}', which is no commit: whoever owns the action can change what runs. Write owner/name@COMMIT # vX.Y.Z.", Source: new SourceLine(file, line));

    public static Diagnostic Differs(string file, int line, string uses, LockedAction? locked) =>
        new(
            "PIPE0326",
            locked is null
                ? $"{file}({line}) uses '{uses}', which is not in {ActionLock.Path}, so that no bot updates it with the others. Add it there."
                : $"{file}({line}) uses '{uses}', and {ActionLock.Path} has {locked.Commit} ({locked.Version}). Run ./build.sh Generate, or correct the lock.",
            Source: new SourceLine(file, line));
}
