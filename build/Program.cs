using Build;
using Pipeline.Sdk;

var build = PipelineBuilder.Create(args);
RepositoryPipeline.Define(build);
return build.Run();
