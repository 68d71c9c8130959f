namespace Pipeline.Sdk.Execution;

/// <summary>Finds out where the pipeline runs, from environment variables that each system documents. Nothing is started for it.</summary>
internal static class HostDetection
{
    /// <summary>The host. The first that fits wins: GitHub, Azure, GitLab, TeamCity, Buildkite, AppVeyor, Jenkins, any other.</summary>
    public static CiHost Detect(Func<string, string?> variable) =>
        variable("GITHUB_ACTIONS") == "true" ? GitHub(variable)
        : Text(variable, "TF_BUILD") is not null ? Azure(variable)
        : Text(variable, "GITLAB_CI") is not null ? GitLab(variable)
        : Text(variable, "TEAMCITY_VERSION") is not null ? TeamCity(variable)
        : variable("BUILDKITE") == "true" ? Buildkite(variable)
        : variable("APPVEYOR") is "True" or "true" ? AppVeyor(variable)
        : Text(variable, "JENKINS_URL") is not null ? Jenkins(variable)
        : variable("CI") is "true" or "1" ? new CiHost { System = CiSystem.Other, Name = "CI" }
        : new CiHost();

    /// <summary>The CI system's name, or null on a person's machine.</summary>
    public static string? Ci(Func<string, string?> variable) => Detect(variable).Name;

    /// <summary>Who runs it: the CI system's actor, else the login name.</summary>
    public static string Actor(Func<string, string?> variable) =>
        Detect(variable).Actor ?? Text(variable, "GITHUB_ACTOR") ?? Text(variable, "BUILD_REQUESTEDFOR") ?? Environment.UserName;

    /// <summary>An id that sorts by time and does not repeat on one machine.</summary>
    public static string RunId(DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        return Numerals.Padded(utc.Year, 4) + Numerals.Padded(utc.Month, 2) + Numerals.Padded(utc.Day, 2)
            + "-" + Numerals.Padded(utc.Hour, 2) + Numerals.Padded(utc.Minute, 2) + Numerals.Padded(utc.Second, 2)
            + "-" + Numerals.Hexadecimal(Environment.ProcessId, 1) + Numerals.Hexadecimal(now.Millisecond, 3);
    }

    // docs.github.com: Variables reference, default environment variables.
    private static CiHost GitHub(Func<string, string?> variable) => new()
    {
        System = CiSystem.GitHubActions,
        Name = "GitHub Actions",
        Actor = Text(variable, "GITHUB_ACTOR"),
        Branch = Text(variable, "GITHUB_HEAD_REF") ?? (variable("GITHUB_REF_TYPE") == "branch" ? Text(variable, "GITHUB_REF_NAME") : null),
        Tag = variable("GITHUB_REF_TYPE") == "tag" ? Text(variable, "GITHUB_REF_NAME") : null,
        IsHosted = variable("RUNNER_ENVIRONMENT") == "github-hosted",
        IsPullRequest = variable("GITHUB_EVENT_NAME") is "pull_request" or "pull_request_target",
        RunUrl = Url(Text(variable, "GITHUB_SERVER_URL"), "/", Text(variable, "GITHUB_REPOSITORY"), "/actions/runs/", Text(variable, "GITHUB_RUN_ID")),
    };

    // learn.microsoft.com: Use predefined variables.
    private static CiHost Azure(Func<string, string?> variable) => new()
    {
        System = CiSystem.AzurePipelines,
        Name = "Azure Pipelines",
        Actor = Text(variable, "BUILD_REQUESTEDFOR"),
        Branch = Branch(Text(variable, "SYSTEM_PULLREQUEST_SOURCEBRANCH") ?? Text(variable, "BUILD_SOURCEBRANCH")),
        Tag = Text(variable, "BUILD_SOURCEBRANCH") is { } reference && reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? reference[10..] : null,
        IsHosted = variable("AGENT_ISSELFHOSTED") == "0",
        IsPullRequest = variable("BUILD_REASON") == "PullRequest",
        RunUrl = Url(
            Text(variable, "SYSTEM_COLLECTIONURI")?.TrimEnd('/'),
            "/",
            Text(variable, "SYSTEM_TEAMPROJECT") is { } project ? Uri.EscapeDataString(project) : null,
            "/_build/results?buildId=",
            Text(variable, "BUILD_BUILDID")),
    };

    // docs.gitlab.com: Predefined CI/CD variables reference.
    private static CiHost GitLab(Func<string, string?> variable) => new()
    {
        System = CiSystem.GitLab,
        Name = "GitLab CI",
        Actor = Text(variable, "GITLAB_USER_LOGIN"),
        Branch = Text(variable, "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ?? Text(variable, "CI_COMMIT_BRANCH"),
        Tag = Text(variable, "CI_COMMIT_TAG"),
        IsPullRequest = Text(variable, "CI_MERGE_REQUEST_IID") is not null,
        RunUrl = Text(variable, "CI_JOB_URL") ?? Text(variable, "CI_PIPELINE_URL"),
    };

    // jetbrains.com/help/teamcity: Predefined Build Parameters. Branch and actor are not among its environment variables.
    private static CiHost TeamCity(Func<string, string?> variable) => new()
    {
        System = CiSystem.TeamCity,
        Name = "TeamCity",
        RunUrl = Text(variable, "BUILD_URL"),
    };

    // jenkins.io: Using a Jenkinsfile, environment variables; CHANGE_* belongs to multibranch projects.
    private static CiHost Jenkins(Func<string, string?> variable) => new()
    {
        System = CiSystem.Jenkins,
        Name = "Jenkins",
        Actor = Text(variable, "CHANGE_AUTHOR"),
        Branch = Text(variable, "CHANGE_BRANCH") ?? Text(variable, "BRANCH_NAME"),
        Tag = Text(variable, "TAG_NAME"),
        IsPullRequest = Text(variable, "CHANGE_ID") is not null,
        RunUrl = Text(variable, "BUILD_URL"),
    };

    // buildkite.com/docs: Environment variables.
    private static CiHost Buildkite(Func<string, string?> variable) => new()
    {
        System = CiSystem.Buildkite,
        Name = "Buildkite",
        Actor = Text(variable, "BUILDKITE_BUILD_CREATOR"),
        Branch = Text(variable, "BUILDKITE_BRANCH"),
        Tag = Text(variable, "BUILDKITE_TAG"),
        IsPullRequest = Text(variable, "BUILDKITE_PULL_REQUEST") is not (null or "false"),
        RunUrl = Url(Text(variable, "BUILDKITE_BUILD_URL"), "#", Text(variable, "BUILDKITE_JOB_ID")) ?? Text(variable, "BUILDKITE_BUILD_URL"),
    };

    // appveyor.com/docs: Environment variables.
    private static CiHost AppVeyor(Func<string, string?> variable) => new()
    {
        System = CiSystem.AppVeyor,
        Name = "AppVeyor",
        Actor = Text(variable, "APPVEYOR_REPO_COMMIT_AUTHOR"),
        Branch = Text(variable, "APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH") ?? Text(variable, "APPVEYOR_REPO_BRANCH"),
        Tag = Text(variable, "APPVEYOR_REPO_TAG_NAME"),
        IsPullRequest = Text(variable, "APPVEYOR_PULL_REQUEST_NUMBER") is not null,
        RunUrl = Url(
            Text(variable, "APPVEYOR_URL"),
            "/project/",
            Text(variable, "APPVEYOR_ACCOUNT_NAME"),
            "/",
            Text(variable, "APPVEYOR_PROJECT_SLUG"),
            "/builds/",
            Text(variable, "APPVEYOR_BUILD_ID")),
    };

    private static string? Text(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } text ? text : null;

    // A half-known address leads nowhere.
    private static string? Url(params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
        {
            if (part is null)
                return null;
        }

        return string.Concat(parts);
    }

    private static string? Branch(string? reference) =>
        reference is null ? null
        : reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference[11..]
        : reference.StartsWith("refs/", StringComparison.Ordinal) ? null
        : reference;
}
