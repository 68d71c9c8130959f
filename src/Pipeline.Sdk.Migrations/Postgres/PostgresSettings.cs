using System.Globalization;

namespace Pipeline.Sdk.Migrations;

/// <summary>The settings that a migrator's session starts with, so that RESET ALL brings them back.</summary>
internal static class PostgresSettings
{
    public static string Startup(PostgresMigrationOptions options) => string.Join(
        ' ',
        "-c client_connection_check_interval=500",
        "-c lock_timeout=" + Milliseconds(options.StatementLockTimeout),
        "-c statement_timeout=" + Milliseconds(options.StatementTimeout),
        "-c idle_in_transaction_session_timeout=0",
        "-c standard_conforming_strings=on",
        "-c client_min_messages=warning");

    public static string Milliseconds(TimeSpan time) => Math.Max(1, (long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
