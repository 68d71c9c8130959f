using System.Text.RegularExpressions;

namespace Pipeline.Sdk.Delivery;

/// <summary>A metric that is looked at while a release is judged.</summary>
public sealed record MetricCheck
{
    private MetricCheck()
    {
    }

    /// <summary>The name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The address of a Prometheus server, or null when the instances' own page is read.</summary>
    public Uri? Prometheus { get; private init; }

    /// <summary>The query, in which <c>{version}</c>, <c>{slot}</c> and <c>{service}</c> are filled in; or the path of the instances' page.</summary>
    public required string Source { get; init; }

    /// <summary>What a line of an instance's log must match to be counted, or null when no log is read.</summary>
    internal Regex? Line { get; private init; }

    /// <summary>The most that is fine.</summary>
    public double? Most { get; init; }

    /// <summary>The most that is fine as a multiple of the live release's value at the same time, or null.</summary>
    public double? MostOfLive { get; init; }

    /// <summary>How many measurements in a row must breach before the release is rejected; the default is 3, and 1 rejects at once.</summary>
    public int Breaches { get; init; } = 3;

    /// <summary>Whether the release cannot pass while the metric has no value; the default is that it cannot.</summary>
    public bool IsCritical { get; init; } = true;

    /// <summary>A query to a Prometheus server that gives one number.</summary>
    /// <param name="name">The name, for messages.</param>
    /// <param name="server">The server's address, such as <c>http://127.0.0.1:9090</c>.</param>
    /// <param name="query">The query; <c>{version}</c>, <c>{slot}</c> and <c>{service}</c> are filled in.</param>
    public static MetricCheck OfPrometheus(string name, Uri server, string query)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        return new MetricCheck { Name = name, Prometheus = server, Source = query };
    }

    /// <summary>
    /// How many lines of the instances' logs, standard output and error, match a pattern, counted from when the release is first looked at in a step; so is the live release's number for
    /// <see cref="MostOfLive"/>.
    /// </summary>
    /// <param name="name">The name, for messages.</param>
    /// <param name="pattern">A regular expression; the default finds the words error, exception, fail and fatal in any case.</param>
    public static MetricCheck OfLog(string name, string pattern = @"\b(?i:error|exception|fail|fatal)\b")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        return new MetricCheck { Name = name, Source = pattern, Line = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) };
    }

    /// <summary>A metric of the instances' own page in Prometheus' text format; the largest of all instances and label sets counts.</summary>
    /// <param name="name">The metric.</param>
    /// <param name="path">The page; the default is <c>/metrics</c>.</param>
    public static MetricCheck OfInstances(string name, string path = "/metrics")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new MetricCheck { Name = name, Source = path };
    }
}
