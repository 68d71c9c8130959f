using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Pipeline.Sdk.Dashboard.Tests;

/// <summary>The program as it is deployed.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Without_a_database_path_it_ends_with_a_coded_message()
    {
        using var program = Start([]);

        Assert.Contains("error PIPE0790: DASHBOARD_DB is not set", await program.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await program.WaitForExitAsync().WaitAsync(Deadline);
        Assert.Equal(1, program.ExitCode);
    }

    [Fact]
    public async Task An_address_in_use_ends_it_with_a_coded_message()
    {
        await using var occupant = await RunningDashboard.StartAsync(_place);
        using var program = Start([("DASHBOARD_DB", _place.Database), ("ASPNETCORE_URLS", occupant.Client.BaseAddress?.ToString() ?? "")]);

        Assert.Contains("error PIPE0791: ", await program.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await program.WaitForExitAsync().WaitAsync(Deadline);
        Assert.Equal(1, program.ExitCode);
    }

    [Fact]
    public async Task A_request_under_way_is_answered_before_the_program_ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        await _place.MigratedAsync();
        using var program = Start([("DASHBOARD_DB", _place.Database), ("DASHBOARD_REPORT_TOKEN", "t"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("PIPELINE_RELEASE_VERSION", "9.9.9")]);
        try
        {
            var warning = await LineAsync(program, "PIPELINE_RELEASE_VERSION");
            Assert.Contains("PIPELINE_RELEASE_VERSION says 9.9.9, but this program is", warning, StringComparison.Ordinal);
            var listening = await LineAsync(program, "Now listening on: ");

            // The server asks for the body once it works on the request.
            using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = Deadline };
            using var client = new HttpClient(handler) { BaseAddress = new Uri(listening[listening.IndexOf("http://", StringComparison.Ordinal)..]) };
            using var body = new HeldBody(RunningDashboard.Deployment("d1").ToJsonString());
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/deployments") { Content = body };
            request.Headers.ExpectContinue = true;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "t");
            var answer = client.SendAsync(request);
            await body.Asked.WaitAsync(Deadline);

            using (var kill = Process.Start("kill", ["-TERM", program.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
            await LineAsync(program, "Application is shutting down");
            Assert.False(answer.IsCompleted);
            body.Release();

            Assert.Equal(HttpStatusCode.Created, (await answer.WaitAsync(Deadline)).StatusCode);
            await program.WaitForExitAsync().WaitAsync(Deadline);
            Assert.Equal(0, program.ExitCode);
            Assert.False(File.Exists(_place.Database + "-wal"));
        }
        finally
        {
            if (!program.HasExited) program.Kill();
        }
    }

    private static Process Start((string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Pipeline.Sdk.Dashboard.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DASHBOARD_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The dashboard did not start.");
    }

    private static async Task<string> LineAsync(Process program, string part)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (await program.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException($"The dashboard ended without saying '{part}': {await program.StandardError.ReadToEndAsync(deadline.Token)}");
    }

    private sealed class HeldBody : HttpContent
    {
        private readonly byte[] _body;
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldBody(string json)
        {
            _body = Encoding.UTF8.GetBytes(json);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public Task Asked => _asked.Task;

        public void Release() => _released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _asked.SetResult();
            await _released.Task;
            await stream.WriteAsync(_body);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
