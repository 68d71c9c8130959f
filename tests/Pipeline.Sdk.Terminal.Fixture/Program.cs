using Pipeline.Sdk;

// A pipeline for a real terminal: what succeeds, what fails with output, and what goes on until it is cancelled.
var build = PipelineBuilder.Create(args);
build.Target("Quick").Run(run => run.Log.Info("not shown"));
build.Target("Broken").Run(run =>
{
    run.Log.Info("\u001b[31mthe last thing it said\u001b[0m");
    throw new StepFailedException("PIPE0000", "It is broken.");
});
build.Target("Endless").Run(async run =>
{
    run.Log.Info("waiting for ever");
    await Task.Delay(Timeout.Infinite, run.CancellationToken).ConfigureAwait(false);
});
build.Target("Loaded").Run(run =>
{
    foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        run.Log.Info("loaded: " + assembly.GetName().Name);
});
return build.Run();
