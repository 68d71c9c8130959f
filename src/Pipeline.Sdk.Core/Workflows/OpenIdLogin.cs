namespace Pipeline.Sdk;

/// <summary>A login without a stored secret: the CI system states who runs, and the other side trusts that statement (OpenID Connect).</summary>
public abstract record OpenIdLogin
{
    private protected OpenIdLogin()
    {
    }

    /// <summary>
    /// A login to Azure. GitHub reads the variables <c>AZURE_CLIENT_ID</c>, <c>AZURE_TENANT_ID</c> and <c>AZURE_SUBSCRIPTION_ID</c> of the repository or
    /// environment; Azure Pipelines uses a service connection with workload identity.
    /// </summary>
    /// <param name="serviceConnection">Name of the service connection in Azure Pipelines.</param>
    public static OpenIdLogin Azure(string serviceConnection) => new AzureLogin(serviceConnection);

    /// <summary>A short-lived key for nuget.org (trusted publishing). Azure Pipelines has no such login: the secret's own value is used there.</summary>
    /// <param name="user">The nuget.org user that the policy belongs to.</param>
    /// <param name="key">The secret that gets the key.</param>
    public static OpenIdLogin NuGet(string user, Secret key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new NuGetLogin(user, key);
    }
}
