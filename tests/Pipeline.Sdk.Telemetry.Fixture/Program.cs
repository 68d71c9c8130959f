using Pipeline.Sdk;

// A pipeline that says, when its run has ended, which assemblies of OpenTelemetry its process has loaded.
var build = PipelineBuilder.Create(args);
build.Target("Say").Run(run => run.Log.Info("said"));
var exitCode = build.Run();
var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name ?? "").Where(name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal) || name == "Pipeline.Sdk.Telemetry");
Console.WriteLine("loaded: " + string.Join(' ', loaded.Order(StringComparer.Ordinal)));
return exitCode;
