namespace Pipeline.Sdk.Dashboard;

internal static class ErrorPage
{
    public static Html Body(string heading, string reason) => Html.Of($"""
        <h1>{heading}</h1>
        <section class="card empty"><p>{reason}</p></section>
        """);
}
