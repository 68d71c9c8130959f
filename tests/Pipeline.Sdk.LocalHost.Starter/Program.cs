using Pipeline.Sdk.LocalHost;

// Stands for a pipeline program: starts the host, says its process number, and ends.
var paths = new LocalHostPaths(args[0], "test", args[1]);
using var client = await new LocalHostProcess(paths).EnsureStartedAsync(new LocalHostOptions { ProgramFolder = args[2] });
Console.WriteLine((await client.GetStatusAsync()).ProcessId);
