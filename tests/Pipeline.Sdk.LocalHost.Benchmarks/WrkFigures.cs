namespace Pipeline.Sdk.LocalHost.Benchmarks;

/// <summary>What wrk saw.</summary>
/// <param name="RequestsPerSecond">Answered requests per second.</param>
/// <param name="Median">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile of latency in milliseconds.</param>
/// <param name="Failed">Answers other than 2xx and 3xx, and errors of sockets.</param>
internal sealed record WrkFigures(double RequestsPerSecond, double Median, double P99, int Failed);
