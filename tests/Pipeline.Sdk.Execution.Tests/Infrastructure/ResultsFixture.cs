using System.Diagnostics;
using System.Reflection;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>A checkout in which the program of <c>Pipeline.Sdk.Results.Fixture</c> is started as a process of its own.</summary>
internal sealed class ResultsFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Cache => _folder[".pipeline/cache"];

    public int Files { get; init; } = 20;

    public int Size { get; init; } = 20_000;

    public string PathOf(string name) => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Read(string name) => File.ReadAllText(_folder[name]);

    /// <summary>What ran since it was asked last.</summary>
    public string Took()
    {
        var files = Directory.GetFiles(_folder.Path, "ran*.txt");
        var text = string.Concat(files.Select(File.ReadAllText)).ReplaceLineEndings(" ").Trim();
        foreach (var file in files)
            File.Delete(file);
        return text;
    }

    public Process Start(params string[] words)
    {
        var program = typeof(ResultsFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ResultsFixture").Value ?? "";
        var info = new ProcessStartInfo("dotnet", [program, .. words]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["PIPELINE_ROOT"] = _folder.Path;
        info.Environment["FIXTURE_FILES"] = Files.ToString(System.Globalization.CultureInfo.InvariantCulture);
        info.Environment["FIXTURE_SIZE"] = Size.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Process.Start(info) ?? throw new InvalidOperationException();
    }

    public static (int ExitCode, string Text) End(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, text);
    }

    /// <summary>Runs it to its end.</summary>
    public string Run(params string[] words)
    {
        using var process = Start(words);
        var (exitCode, text) = End(process);
        Assert.True(exitCode == 0, text);
        return text;
    }

    /// <summary>Starts it and kills it as soon as something can be seen.</summary>
    /// <returns>Whether it was killed before it was done.</returns>
    public bool Kill(Func<bool> when, params string[] words)
    {
        using var process = Start(words);
        var reading = Task.Run(() => End(process));
        while (!process.HasExited && !when())
            Thread.SpinWait(100);
        process.Kill();
        process.WaitForExit();
        reading.Wait();
        return process.ExitCode == 137;
    }

    /// <summary>How many files lie in a folder, whatever they are.</summary>
    public int Count(string folder)
    {
        try
        {
            return Directory.Exists(_folder[folder]) ? Directory.EnumerateFiles(_folder[folder], "*", SearchOption.AllDirectories).Count() : 0;
        }
        catch (IOException)
        {
            // A file that went while it was looked at.
            return 0;
        }
    }

    /// <summary>Whether the outputs are those of the text that the inputs hold now, and nothing else.</summary>
    public void HasOutputsOf(string text)
    {
        Assert.Equal(text, Read("out/all.txt"));
        var made = Directory.EnumerateFiles(_folder["out/more"]).Where(file => !Path.GetFileName(file).StartsWith(".pipeline-", StringComparison.Ordinal)).ToList();
        Assert.Equal(Files, made.Count);
        foreach (var file in made)
        {
            var number = int.Parse(Path.GetFileNameWithoutExtension(file), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal($"{number} {text}" + new string((char)('a' + (number % 26)), Size), File.ReadAllText(file));
        }

        Assert.Equal($"{text.Length} letters, {Files} files", Read("report.txt"));
    }

    public void Dispose() => _folder.Dispose();
}
