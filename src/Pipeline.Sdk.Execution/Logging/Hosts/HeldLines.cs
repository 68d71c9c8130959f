namespace Pipeline.Sdk.Execution;

/// <summary>
/// The lines of a target that are printed when it has ended. Memory is bounded: beyond a limit they go to a temporary file that only this user can
/// read and that is gone afterwards. Lines are masked already.
/// </summary>
internal sealed class HeldLines : IDisposable
{
    private readonly int _limit;
    private readonly string _folder;
    private readonly List<string> _lines = [];
    private int _characters;
    private StreamWriter? _spill;
    private bool _isSpillBroken;
    private long _dropped;

    /// <summary>Creates an empty store.</summary>
    /// <param name="limit">How many characters stay in memory.</param>
    /// <param name="folder">Where the file goes; the default is the user's temporary folder.</param>
    public HeldLines(int limit, string? folder = null)
    {
        _limit = limit;
        _folder = folder ?? Path.GetTempPath();
    }

    /// <summary>Whether lines have gone to a file.</summary>
    public bool IsSpilled => _spill is not null;

    public void Add(string line)
    {
        _lines.Add(line);
        _characters += line.Length + 1;
        if (_characters > _limit)
            Spill();
    }

    /// <summary>Writes all lines, in order.</summary>
    public void CopyTo(TextWriter writer)
    {
        try
        {
            if (_spill is { } spill)
                CopySpill(spill, writer);
        }
        catch (IOException error)
        {
            // The disk is full: the run goes on, and the target's log file says the same of itself.
            writer.WriteLine("warning: lines are left out here: " + error.Message);
        }

        if (_dropped > 0)
            writer.WriteLine($"warning: {_dropped} lines are left out here, because there is no room for a temporary file; the target's log file has them");
        foreach (var line in _lines)
            writer.WriteLine(line);
    }

    public void Dispose()
    {
        try
        {
            _spill?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is not wanted any more.
        }
    }

    private static void CopySpill(StreamWriter spill, TextWriter writer)
    {
        spill.Flush();
        spill.BaseStream.Position = 0;
        using var reader = new StreamReader(spill.BaseStream, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            writer.WriteLine(line);
        spill.BaseStream.Position = spill.BaseStream.Length;
    }

    private void Spill()
    {
        try
        {
            if (!_isSpillBroken)
            {
                _spill ??= new StreamWriter(Open());
                foreach (var line in _lines)
                    _spill.WriteLine(line);
                _lines.Clear();
                _characters = 0;
                return;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _isSpillBroken = true;
        }

        // The end says more than the beginning.
        var half = Math.Max(1, _lines.Count / 2);
        for (var i = 0; i < half; i++)
            _characters -= _lines[i].Length + 1;
        _lines.RemoveRange(0, half);
        _dropped += half;
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(_folder, "pipeline-" + Path.GetRandomFileName()), options);
    }
}
