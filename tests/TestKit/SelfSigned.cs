using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HyperSearch.TestKit;

/// <summary>Certificates that are signed by themselves.</summary>
public static class SelfSigned
{
    /// <summary>Writes the certificate of a host, by name or number, as HOST.pem and its key as HOST.key.</summary>
    /// <returns>The certificate's file and the key's.</returns>
    public static (string Certificate, string Key) Write(string folder, string host)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        (string Certificate, string Key) files = (Path.Combine(folder, $"{host}.pem"), Path.Combine(folder, $"{host}.key"));
        File.WriteAllText(files.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
