namespace Pipeline.Sdk.Delivery;

/// <summary>Asks an environment's gates about a release whose digest is known, before anything of it is touched.</summary>
internal static class ReleaseGates
{
    /// <exception cref="GateRefusedException">A gate refuses.</exception>
    public static async Task AskAsync(LocalEnvironment local, Service service, Release release)
    {
        var environment = local.Environment;
        if (environment.Gates.IsEmpty)
            return;

        var run = local.Run;
        var keeper = new GateKeeper(environment, run.Run, run.Clock, known => LocalRecords.In(run.EnvironmentFolder(known)));
        var refusals = await keeper.PassAsync(service.Name, release.Version.ToString(), release.Digest, until => run.Log.Info($"Waiting until {GateText.Time(until)}"), run.CancellationToken).ConfigureAwait(false);
        if (refusals.Length > 0)
            throw DeliveryErrors.GatesRefuse(service.Name, release, environment.Name, refusals);

        foreach (var promotion in environment.Gates.OfType<PromotionGate>())
        {
            if (LocalRecords.In(run.EnvironmentFolder(promotion.From)).LastOrDefault(record => record.Succeeded && record.Service == service.Name && record.Digest == release.Digest) is { } success)
                run.Log.Info($"Promoting release {release.Version} ({release.Digest}) from '{promotion.From.Name}', where it went live at {GateText.Time(success.At)} by {success.Actor}");
        }
    }
}
