namespace Pipeline.Sdk;

/// <summary>A login to Azure.</summary>
internal sealed record AzureLogin(string ServiceConnection) : OpenIdLogin;
