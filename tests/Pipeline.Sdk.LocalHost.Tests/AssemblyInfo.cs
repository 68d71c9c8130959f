using System.Runtime.Versioning;

// As the local host itself.
[assembly: UnsupportedOSPlatform("windows")]

// Real hosts, real processes, real load.
[assembly: Trait("Category", "Integration")]
