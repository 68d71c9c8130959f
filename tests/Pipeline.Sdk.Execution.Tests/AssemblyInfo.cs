using System.Runtime.Versioning;

// The processes, signals and modes of these tests are Linux's.
[assembly: SupportedOSPlatform("linux")]
