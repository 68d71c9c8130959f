namespace Pipeline.Sdk.LocalHost;

/// <summary>Every coded refusal of the local host and of its client.</summary>
internal static class HostErrors
{
    public const string NotAnsweringCode = "PIPE0801";
    public const string UnknownServiceCode = "PIPE0810";
    public const string UnknownSlotCode = "PIPE0811";

    public static HostError NotAnswering(string socket, string reason) =>
        new(NotAnsweringCode, $"No local host answers on '{socket}': {reason}. Deploy starts one; its log is host.log in the environment's state folder.");

    public static HostError UnsupportedSystem(string system) =>
        new("PIPE0802", $"The local host does not run on '{system}'; it runs on Linux and macOS. Deploy from one of them, or from WSL 2.");

    public static HostError InsecureSocketFolder(string folder, string reason) =>
        new("PIPE0803", $"The socket folder '{folder}' is refused: {reason}. It must be a real folder of this user with mode 0700. Remove it and try again.");

    public static HostError WrongProtocol(int found, int process) =>
        new("PIPE0804", $"The running local host (process {process}) speaks version {found} of the wire, this program version {HostProtocol.Version}. "
            + $"Use a build program of the same Pipeline.Sdk version, or end that host with 'kill {process}'.");

    public static HostError HostDied(int? exitCode, string log, string tail) =>
        new("PIPE0805", $"The local host ended while it was being started (exit code {exitCode?.ToString() ?? "unknown"}). The end of '{log}':\n{tail}");

    public static HostError HostSilent(TimeSpan waited, string log, string tail) =>
        new("PIPE0806", $"The local host was started and did not answer within {waited.TotalSeconds:0} s. Raise StartTimeout on a slow machine. The end of '{log}':\n{tail}");

    public static HostError ProgramMissing(string folder) =>
        new("PIPE0807", $"'{folder}' does not hold {LocalHostOptions.ProgramFile}. ProgramFolder must be the published folder of the local host.");

    public static HostError AlreadyRunning(string lockFile, string holder) =>
        new("PIPE0808", $"Another local host holds '{lockFile}' ({holder}). One state folder has one host: use the running one, or end it first.");

    public static HostError Usage(string problem) =>
        new("PIPE0809", $"{problem} Usage: Pipeline.Sdk.LocalHost --state DIR --environment NAME --socket PATH");

    public static HostError UnknownService(string name, IEnumerable<string> known) =>
        new(UnknownServiceCode, $"There is no service '{name}' here; known: {List(known)}. Declare it with EnsureService first.");

    public static HostError UnknownSlot(string service, string slot, IEnumerable<string> known) =>
        new(UnknownSlotCode, $"Service '{service}' has no slot '{slot}'; it has: {List(known)}. Start it with StartSlot first.");

    public static HostError InvalidName(string what, string name) =>
        new("PIPE0812", $"'{name}' is not a valid {what}: use 1 to 100 letters, digits, '-' and '_' (slot ids also '.'), starting with a letter or digit.");

    public static HostError PortTaken(string service, int port, string? holder) =>
        new("PIPE0813", $"Port {port} of service '{service}' is taken by {holder ?? "another process"}. End that process, or give the service another port; 0 lets the host choose.");

    public static HostError DigestMismatch(string folder, string expected, string found) =>
        new("PIPE0814", $"The release in '{folder}' was changed: its digest is {found}, expected {expected}. Nothing was started. Package the release again.");

    public static HostError FolderUnusable(string folder, string reason) =>
        new("PIPE0815", $"The release folder '{folder}' cannot be used: {reason}. A release is a folder of plain files.");

    public static HostError ProgramNotFound(string fileName, string folder) =>
        new("PIPE0816", $"The program '{fileName}' is neither a file of '{folder}' nor in PATH. FileName is a path inside the release's folder or the name of an installed program.");

    public static HostError SlotTaken(string slot, string holder) =>
        new("PIPE0817", $"Slot id '{slot}' is already used by {holder}. Use a new id for every deployment.");

    public static HostError NotHealthy(string service, string slot, IEnumerable<string> instances) =>
        new("PIPE0818", $"Traffic of '{service}' stays where it is: slot '{slot}' is not healthy ({List(instances)}). Wait until it is ready, or switch to another slot.");

    public static HostError SlotStopping(string service, string slot) =>
        new("PIPE0819", $"Slot '{slot}' of '{service}' is being stopped and cannot be used any more. Start the release in a new slot.");

    public static HostError StateUnreadable(string file, string movedTo, string reason) =>
        new("PIPE0820", $"'{file}' could not be read ({reason}) and was moved to '{movedTo}'. The host starts without services; deploy again.");

    public static HostError NoFreePort(int tries) =>
        new("PIPE0821", $"No free port was found between {HostLimits.FirstPort} and {HostLimits.LastPort} in {tries} tries. Stop slots that are no longer needed.");

    public static HostError InvalidSpec(string what, string problem) =>
        new("PIPE0822", $"{what} is invalid: {problem}.");

    public static HostError ShuttingDown() =>
        new("PIPE0823", "The local host is shutting down and takes no more orders. Wait until its process is gone, then start it again.");

    public static HostError StartRefusedBySystem(string program, string reason) =>
        new("PIPE0824", $"The system refused to start '{program}': {reason}. Check that it exists, is executable and fits this machine.");

    public static HostError DotNetMissing() =>
        new("PIPE0825", "No 'dotnet' was found beside the running runtime, in DOTNET_ROOT or in PATH. Install the .NET runtime or set DOTNET_ROOT.");

    public static HostError PeerRefused(long user) =>
        new("PIPE0826", $"A connection of user {user} was refused: only the host's own user may give orders.");

    public static HostError NoShare(string service, string slot, string reason) =>
        new("PIPE0827", $"Slot '{slot}' of '{service}' cannot have a share of the traffic: {reason}. The traffic stays where it is.");

    public static HostError CertificateUnusable(string service, string file, string reason) =>
        new("PIPE0828", $"The certificate of service '{service}' cannot be used: '{file}': {reason}. Give PEM files of a certificate and of its key that this user can read, or no file for a development certificate.");

    public static HostError LinkInRelease(string path) => FolderUnusable(path, "it is a symbolic link");

    public static HostError Internal(Exception exception) =>
        new("PIPE0899", $"The local host failed inside: {exception.GetType().Name}: {exception.Message}. Its log has the details; please report it.");

    private static string List(IEnumerable<string> items)
    {
        var text = string.Join(", ", items);
        return text.Length == 0 ? "none" : text;
    }
}
