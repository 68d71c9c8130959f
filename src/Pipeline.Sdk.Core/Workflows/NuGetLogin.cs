namespace Pipeline.Sdk;

/// <summary>A login to nuget.org.</summary>
internal sealed record NuGetLogin(string User, Secret Key) : OpenIdLogin;
