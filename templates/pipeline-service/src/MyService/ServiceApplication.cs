using System.Reflection;

namespace MyService;

/// <summary>The service: what answers where.</summary>
public static class ServiceApplication
{
    /// <summary>Makes the service.</summary>
    /// <param name="args">ASP.NET Core's own arguments: <c>--urls http://127.0.0.1:5000</c>.</param>
    /// <param name="database">The path of the SQLite database; the pipeline's migrations make its schema.</param>
    public static WebApplication Create(string[] args, string database)
    {
        var app = WebApplication.CreateBuilder(args).Build();
        var notes = new Notes(database);

        app.MapGet("/notes", notes.All);
        app.MapPost("/notes", (Note note) => Results.Created("/notes", notes.Add(note.Text)));
        // Ready when it can read what it is asked for.
        app.MapGet("/healthz", () => Results.Ok(new { notes = notes.All().Count }));
        // What a deployment reads back before it says that a release is live.
        app.MapGet("/version", () => new { version = Version(), digest = Environment.GetEnvironmentVariable("PIPELINE_RELEASE_DIGEST") ?? "unreleased" });
        return app;
    }

    private static string? Version() => typeof(ServiceApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
