using MyService;

// The pipeline sets it: where the environment's database is.
var database = Environment.GetEnvironmentVariable("SERVICE_DB") ?? throw new InvalidOperationException("SERVICE_DB is not set. Set it to the path of the SQLite database.");
await ServiceApplication.Create(args, database).RunAsync();
