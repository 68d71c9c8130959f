using System.Data.Common;

namespace Pipeline.Sdk.Dashboard;

/// <summary>The database, which other instances and other versions of this service have open at the same time.</summary>
internal abstract class DashboardDatabase
{
    /// <summary>The database that a setting names: with <c>Host=</c> it is PostgreSQL, else the path of a SQLite file.</summary>
    public static DashboardDatabase Of(string setting) =>
        setting.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? new PostgresDatabase(setting) : new SqliteDatabase(Path.GetFullPath(setting));

    public abstract DbConnection Open();

    /// <summary>Closes what is kept open between requests.</summary>
    public abstract void Close();

    /// <summary>A failure in words for the person who can mend it; folder, address and account are left out, because anyone may ask.</summary>
    public abstract string Explain(DbException failure);
}
