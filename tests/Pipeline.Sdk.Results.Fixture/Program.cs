using System.Globalization;
using Pipeline.Sdk;

// A pipeline whose results are stored, for tests that kill it, starve it or start it twice. Pack copies every input and makes some more files of them;
// Report rests on it; Copy is
// made to run twice at once. What ran is written into ran.txt and the like.
var build = PipelineBuilder.Create(args);
var files = int.Parse(Environment.GetEnvironmentVariable("FIXTURE_FILES") ?? "20", CultureInfo.InvariantCulture);
var size = int.Parse(Environment.GetEnvironmentVariable("FIXTURE_SIZE") ?? "20000", CultureInfo.InvariantCulture);
var pack = build.Target("Pack").Inputs("src/**").Outputs("out/**").Run(run =>
{
    File.AppendAllText(run.PathOf("ran.txt"), "Pack\n");
    if (Directory.Exists(run.PathOf("out")))
        Directory.Delete(run.PathOf("out"), recursive: true);
    Directory.CreateDirectory(run.PathOf("out/more"));
    var text = "";
    foreach (var path in Directory.EnumerateFiles(run.PathOf("src"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        text += File.ReadAllText(path);
    File.WriteAllText(run.PathOf("out/all.txt"), text);
    for (var i = 0; i < files; i++)
        File.WriteAllText(run.PathOf($"out/more/{i}.txt"), $"{i} {text}" + new string((char)('a' + (i % 26)), size));
    run.Log.Info("packed " + text);
    return text.Length;
});
build.Target("Report").Inputs("src/**").Outputs("report.txt").Needs(pack).Run((run, length) =>
{
    File.AppendAllText(run.PathOf("ran.txt"), "Report\n");
    File.WriteAllText(run.PathOf("report.txt"), $"{length} letters, {Directory.GetFiles(run.PathOf("out/more")).Length} files");
});
build.Target("Copy").Inputs("src/**").Outputs("copy/**").Run(run =>
{
    File.AppendAllText(run.PathOf($"ran.{Environment.ProcessId}.txt"), "Copy\n");
    foreach (var path in Directory.EnumerateFiles(run.PathOf("src"), "*", SearchOption.AllDirectories))
    {
        var copy = run.PathOf("copy/" + Path.GetRelativePath(run.Root, path));
        Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? run.Root);
        File.Copy(path, run.PathOf($"copy.{Environment.ProcessId}"));
        File.Move(run.PathOf($"copy.{Environment.ProcessId}"), copy, overwrite: true);
    }
});
return build.Run();
