using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Migrations;

/// <summary>What PostgreSQL stores of a password (RFC 5803): sent in the place of the password, so that no log of statements ever holds one.</summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(
            CultureInfo.InvariantCulture, $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}");
    }
}
