namespace Pipeline.Sdk;

/// <summary>What a status test asks of the jobs before.</summary>
internal enum JobStatus
{
    Success,
    Failure,
    Finished,
    Always,
}
