using Pipeline.Sdk;

// A pipeline that asks: the tests start it on a terminal of its own.
var build = PipelineBuilder.Create(args);
var count = build.RequiredParameter<int>("count", "How many");
var key = build.Secret("key", "Key");
build.Default(build.Target("Show").Needs(count).Needs(key).Run((run, number, secret) => run.Log.Info($"{number} and {secret.Reveal().Length} characters")));
return build.Run();
