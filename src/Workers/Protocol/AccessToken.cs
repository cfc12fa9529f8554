using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HyperSearch.Workers;

/// <summary>
/// What a worker that comes over the network shows to be let in. It lies in a file that its user alone may read; it is never in an argument list, where every
/// user of the machine could read it, and never in a log.
/// </summary>
public sealed class AccessToken
{
    private const int RandomBytes = 32, FewestCharacters = 32, MostCharacters = 1024;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private readonly byte[] digest;

    private AccessToken(string text)
    {
        Text = text;
        digest = DigestOf(text);
    }

    /// <summary>The token itself, for the header of a request and nothing else.</summary>
    internal string Text { get; }

    /// <summary>Draws a token of 256 random bits and writes it to a file of mode 0600, in the place of one that is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static AccessToken CreateIn(string file)
    {
        var token = new AccessToken(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes)));
        File.Delete(file); // a file of before, or a link to elsewhere, would keep its own rights
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        stream.Write(Encoding.ASCII.GetBytes(token.Text + "\n"));
        return token;
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="ConnectionException">There is no such file, others may read it too, or it holds no token.</exception>
    public static AccessToken ReadFrom(string file)
    {
        string text;
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) != 0)
            {
                throw new ConnectionException($"--token-file {file}: others may read or write it, so it is no secret. `chmod 600 {file}`, and draw a new token if others are about.");
            }

            using var reader = new StreamReader(file, Encoding.ASCII);
            var start = new char[MostCharacters + 2];
            text = new string(start, 0, reader.ReadBlock(start)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionException($"--token-file {file}: {(Directory.Exists(file) ? "this is a folder; give the file" : e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message)}.");
        }

        return text.Length is >= FewestCharacters and <= MostCharacters && text.All(c => c is > ' ' and <= '~')
            ? new AccessToken(text)
            : throw new ConnectionException($"--token-file {file}: it holds no token. {FewestCharacters} to {MostCharacters} characters without blanks are needed, as of `openssl rand -hex 32`.");
    }

    /// <summary>Whether a text is this token. Takes the same time whatever differs: what is compared are digests of equal length.</summary>
    internal bool Matches(string candidate) => CryptographicOperations.FixedTimeEquals(DigestOf(candidate), digest);

    private static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
