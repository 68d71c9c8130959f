namespace Pipeline.Sdk;

/// <summary>Names the solution on the pipeline.</summary>
public static class SolutionAuthoring
{
    extension(PipelineBuilder build)
    {
        /// <summary>Names the solution. Nothing is read: the file is looked for when a target uses it.</summary>
        /// <param name="path">Path, absolute or relative to the repository's root.</param>
        public Solution Solution(string path)
        {
            ArgumentNullException.ThrowIfNull(build);
            ArgumentException.ThrowIfNullOrWhiteSpace(path);
            return new Solution(path);
        }
    }
}
