using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>
/// A repository of its own with a state folder of its own, in which the fixture's pipeline is really run. Its end stops everything, and fails when
/// a process is left.
/// </summary>
internal sealed partial class Stage : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string? _state;

    public Stage(string? state = null)
    {
        Root = Directory.CreateTempSubdirectory("pipeline-e2e-").FullName;
        _state = state;
        Directory.CreateDirectory(Path.Combine(Root, "migrations"));
        File.WriteAllText(Path.Combine(Root, "migrations", "V0001__create_orders.up.sql"), "CREATE TABLE orders (id INTEGER PRIMARY KEY, what TEXT NOT NULL);\n");
    }

    public string Root { get; }

    public string State => _state ?? Path.Combine(Root, "state");

    /// <summary>The service's address, once a test has deployed it.</summary>
    public string Url { get; set; } = "";

    /// <summary>Variables for every program that is started.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The folder of the staging environment.</summary>
    public string EnvironmentFolder => Directory.GetDirectories(Path.Combine(State, "pipeline-sdk")).Select(folder => Path.Combine(folder, "staging")).Single();

    /// <summary>Lays out a release: the service's program, and a file that makes its digest its own.</summary>
    public void LayOutRelease(string version, string? program = null)
    {
        var folder = Path.Combine(Root, "release", version);
        foreach (var path in Directory.EnumerateFiles(program ?? Programs.Service, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(program ?? Programs.Service, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
            File.Copy(path, target);
        }

        File.WriteAllText(Path.Combine(folder, "release.txt"), version);
    }

    public Task<Outcome> DeployAsync(string version, params (string Name, string Value)[] variables) =>
        RunAsync(["Deploy", "--env", "staging", "--release-version", version], variables);

    /// <summary>Runs the pipeline to its end.</summary>
    public async Task<Outcome> RunAsync(string[] arguments, params (string Name, string Value)[] variables)
    {
        var (process, output) = Start("dotnet", [Programs.Pipeline, .. arguments], variables);
        using (process)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
            await process.WaitForExitAsync(deadline.Token);
            return new Outcome(process.ExitCode, output());
        }
    }

    /// <summary>Starts a program in the repository.</summary>
    public (Process Process, Func<string> Output) Start(string program, string[] arguments, params (string Name, string Value)[] variables)
    {
        var info = new ProcessStartInfo(program) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        info.Environment["PIPELINE_ROOT"] = Root;
        info.Environment["PIPELINE_STATE_HOME"] = State;
        foreach (var (name, value) in Variables.Select(pair => (pair.Key, pair.Value)).Concat(variables))
            info.Environment[name] = value;

        var text = new StringBuilder();
        var process = new Process { StartInfo = info };
        process.OutputDataReceived += Append;
        process.ErrorDataReceived += Append;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, Output);

        void Append(object sender, DataReceivedEventArgs line)
        {
            lock (text)
                text.AppendLine(line.Data);
        }

        string Output()
        {
            lock (text)
                return text.ToString();
        }
    }

    /// <summary>The address that a deployment has printed.</summary>
    public static string UrlOf(Outcome outcome) => Address().Match(outcome.Output) is { Success: true } match ? match.Value : throw new InvalidOperationException(outcome.Output);

    public static Task<string> GetAsync(string url) => Http.GetStringAsync(url);

    /// <summary>The lines of the newest deployment in the journal that announce a step.</summary>
    public IEnumerable<JsonElement> Journal(string step)
    {
        var lines = AllJournal();
        var newest = lines.FindLast(line => line.GetProperty("step").GetString() == "Begin");
        return newest.ValueKind == JsonValueKind.Undefined
            ? []
            : lines.Where(line => line.GetProperty("deployment").GetString() == newest.GetProperty("deployment").GetString() && line.GetProperty("step").GetString() == step);
    }

    /// <summary>All whole lines of the journal.</summary>
    public List<JsonElement> AllJournal()
    {
        var path = Path.Combine(EnvironmentFolder, "journal.jsonl");
        if (!File.Exists(path))
            return [];

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{') && line.EndsWith('}')).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>The processes of the service's instances.</summary>
    public IReadOnlyList<int> Instances()
    {
        var host = int.Parse(File.ReadLines(Path.Combine(EnvironmentFolder, "host.address")).First(), CultureInfo.InvariantCulture);
        return [.. Processes().Where(id => id != host && IsInstance(id))];
    }

    /// <summary>From now on the instance of the new release that a tester meets answers with errors; it is asked for until both have heard.</summary>
    public async Task BreakCanaryAsync()
    {
        for (var i = 0; i < 10; i++)
            await AskCanaryAsync(HttpMethod.Post, "/break");
    }

    /// <summary>A request of a tester.</summary>
    public async Task AskCanaryAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url + path));
        request.Headers.Add("X-Tester", "1");
        using var response = await Http.SendAsync(request);
    }

    /// <summary>Kills the host alone, as a crash or the out-of-memory killer would.</summary>
    public void KillHost()
    {
        try
        {
            using var host = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(EnvironmentFolder, "host.address")).First(), CultureInfo.InvariantCulture));
            host.Kill();
        }
        catch (ArgumentException)
        {
            // It is dead already.
        }
    }

    /// <summary>Whether the service answers a request now.</summary>
    public bool Answers()
    {
        try
        {
            using var response = Http.GetAsync(new Uri(Url)).GetAwaiter().GetResult();
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The processes of this stage that run: hosts and instances. The host's guard is none of them: it ends with the host.</summary>
    public IReadOnlyList<int> Processes() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsOurs(id))];

    public async ValueTask DisposeAsync()
    {
        var stopped = await RunAsync(["Stop", "--env", "staging"]);
        var watch = Stopwatch.StartNew();
        while (Processes().Count > 0 && watch.Elapsed < TimeSpan.FromSeconds(15))
            await Task.Delay(20);

        // As root a server of the environment's own keeps its data outside of the state folder.
        foreach (var name in Directory.EnumerateFiles(Root, "data-folder", SearchOption.AllDirectories))
        {
            var data = (await File.ReadAllTextAsync(name)).Trim();
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        }

        var left = Processes();
        foreach (var id in left)
            Process.GetProcessById(id).Kill();
        Directory.Delete(Root, recursive: true);
        Assert.True(left.Count == 0, $"{left.Count} processes were left after:\n{stopped.Output}");
    }

    private static bool IsInstance(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains("PIPELINE_INSTANCE=", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool IsOurs(int id)
    {
        try
        {
            return id != Environment.ProcessId && !File.ReadAllText($"/proc/{id}/cmdline").StartsWith("/bin/sh\0", StringComparison.Ordinal) && File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Concat(File.ReadAllText($"/proc/{id}/environ").Split('\0'))
                .Any(text => text.Contains(State, StringComparison.Ordinal) && !text.StartsWith("PIPELINE_STATE_HOME=", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
