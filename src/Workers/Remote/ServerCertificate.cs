using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HyperSearch.Workers.Remote;

/// <summary>The certificate by which a coordinator shows workers who it is, and encrypts what they say.</summary>
public sealed class ServerCertificate
{
    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain) => (Certificate, Chain) = (certificate, chain);

    /// <summary>The certificate, with its key.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>All certificates of the file: those that lie between it and one that workers know.</summary>
    internal X509Certificate2Collection Chain { get; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="file">A PEM file with it, and those that signed it.</param>
    /// <param name="keyFile">A PEM file with its key; null: in the same file.</param>
    /// <exception cref="ConnectionException">A file is missing or unfit.</exception>
    public static ServerCertificate Read(string file, string? keyFile)
    {
        try
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(file, keyFile ?? file);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            return new ServerCertificate(OperatingSystem.IsWindows() ? WithStoredKey(certificate) : certificate, chain);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConnectionException($"--certificate {file}{(keyFile is null ? "" : $" --certificate-key {keyFile}")}: {e.Message}");
        }
    }

    /// <summary>Windows cannot encrypt with a key that came straight from a PEM file.</summary>
    private static X509Certificate2 WithStoredKey(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
