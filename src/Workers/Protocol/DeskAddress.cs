using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace HyperSearch.Workers;

/// <summary>Where a worker finds its coordinator, and how it shows that it belongs to it.</summary>
public sealed partial class DeskAddress
{
    private const string UnixPrefix = "unix:";

    private DeskAddress()
    {
    }

    /// <summary>The path of the coordinator's Unix socket; null for a coordinator that is reached over TCP.</summary>
    internal string? Socket { get; private init; }

    /// <summary>Where requests go.</summary>
    internal Uri Uri { get; private init; } = new("http://coordinator");

    /// <summary>What the worker shows; null over a Unix socket, whose folder is its user's alone.</summary>
    internal AccessToken? Token { get; private init; }

    /// <summary>By whom the coordinator's certificate must be signed; null: by one that this machine trusts.</summary>
    internal X509Certificate2Collection? Authorities { get; private init; }

    /// <summary>The address, in words.</summary>
    public override string ToString() => Socket ?? Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>The address of a Unix socket.</summary>
    public static DeskAddress OfSocket(string path) => new() { Socket = path };

    /// <summary>An address as the command line has it.</summary>
    /// <param name="text"><c>unix:PATH</c>, <c>HOST:PORT</c>, <c>http://HOST:PORT</c> or <c>https://HOST:PORT</c>.</param>
    /// <param name="tokenFile">The file with the token; needed over TCP.</param>
    /// <param name="authorityFile">A PEM file with the certificates by one of which the coordinator's must be signed; null: those that this machine trusts.</param>
    /// <exception cref="ConnectionException">It is none, or a file is missing or unfit.</exception>
    public static DeskAddress Parse(string text, string? tokenFile, string? authorityFile)
    {
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
        {
            return text.StartsWith(UnixPrefix + "/", StringComparison.Ordinal) ? OfSocket(text[UnixPrefix.Length..]) : throw new ConnectionException($"--connect {text}: unix: and the absolute path of a socket is needed.");
        }

        if (!HostAndPort().IsMatch(text) || !Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out Uri? uri))
        {
            throw new ConnectionException($"--connect {text}: HOST:PORT, http://HOST:PORT, https://HOST:PORT or unix:PATH is needed.");
        }

        if (authorityFile is not null && uri.Scheme != Uri.UriSchemeHttps)
        {
            throw new ConnectionException($"--ca {authorityFile}: only an https:// address has a certificate to be checked, and --connect is {text}.");
        }

        return new DeskAddress
        {
            Uri = uri,
            Token = AccessToken.ReadFrom(tokenFile ?? throw new ConnectionException($"--connect {text}: --token-file is needed; the coordinator says at its start where the token lies.")),
            Authorities = authorityFile is null ? null : ReadAuthorities(authorityFile),
        };
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConnectionException($"--ca {file}: {e.Message}");
        }

        return certificates.Count > 0 ? certificates : throw new ConnectionException($"--ca {file}: it holds no certificate; a PEM file is needed.");
    }

    [GeneratedRegex(@"^(https?://)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.%]+\]):[0-9]{1,5}/?$")]
    private static partial Regex HostAndPort();
}
