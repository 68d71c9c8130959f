using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace MyService.Tests;

/// <summary>The service as it runs, on a database that the migrations made.</summary>
public sealed class NotesTests : IAsyncLifetime
{
    private readonly string _database = Path.GetTempFileName();
    private readonly HttpClient _http = new();
    private WebApplication? _service;

    public async ValueTask InitializeAsync()
    {
        using (var connection = new SqliteConnection($"Data Source={_database};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "migrations", "V0001__create_notes.up.sql"));
            command.ExecuteNonQuery();
        }

        _service = ServiceApplication.Create(["--urls", "http://127.0.0.1:0"], _database);
        await _service.StartAsync();
        _http.BaseAddress = new Uri(_service.Urls.Single());
    }

    [Fact]
    public async Task A_note_that_was_sent_is_among_the_notes()
    {
        var token = TestContext.Current.CancellationToken;
        (await _http.PostAsJsonAsync("/notes", new Note("buy bread"), token)).EnsureSuccessStatusCode();
        Assert.Contains(new Note("buy bread"), await _http.GetFromJsonAsync<Note[]>("/notes", token) ?? []);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/version")]
    public async Task A_deployment_can_ask_how_it_is(string path) =>
        Assert.True((await _http.GetAsync(path, TestContext.Current.CancellationToken)).IsSuccessStatusCode);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        File.Delete(_database);
    }
}
