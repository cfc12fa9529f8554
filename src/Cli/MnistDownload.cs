using System.Security.Cryptography;

namespace HyperSearch.Cli;

/// <summary>Fetches MNIST's four files and checks their MD5 sums.</summary>
internal static class MnistDownload
{
    /// <summary>Where the files lie.</summary>
    public const string Address = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    private static readonly (string Name, string Md5)[] Files =
    [
        ("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
        ("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"),
        ("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"),
        ("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"),
    ];

    /// <summary>Brings the files to a folder; those that are there and whole are left alone.</summary>
    /// <exception cref="IOException">A file cannot be had, or is not the right one; the message says what to do.</exception>
    public static async Task ToAsync(string folder, string address, TextWriter output, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out Uri? from) || from.Scheme is not ("http" or "https"))
        {
            throw new WrongInputException($"--from {address}: an address that begins with http:// or https:// is needed.");
        }

        Directory.CreateDirectory(folder);
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        foreach ((string name, string md5) in Files)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path) && Md5(await File.ReadAllBytesAsync(path, cancel).ConfigureAwait(false)) == md5)
            {
                await output.WriteLineAsync($"{name}: is there").ConfigureAwait(false);
                continue;
            }

            byte[] bytes;
            try
            {
                bytes = await http.GetByteArrayAsync(new Uri(from, name), cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                throw new IOException(
                    $"{new Uri(from, name)} cannot be fetched: {e.Message}\nWithout a network: put the four files {string.Join(", ", Files.Select(f => f.Name))} into {folder} by hand "
                    + "(--from takes another address), or use the built-in source \"digits\", which needs no files.", e);
            }

            if (Md5(bytes) is var found && found != md5)
            {
                throw new IOException($"{new Uri(from, name)} is not MNIST's {name}: its MD5 sum is {found}, it should be {md5}. Nothing was written.");
            }

            string draft = path + ".new";
            await File.WriteAllBytesAsync(draft, bytes, cancel).ConfigureAwait(false);
            File.Move(draft, path, overwrite: true);
            await output.WriteLineAsync($"{name}: {bytes.Length} bytes, MD5 {md5}").ConfigureAwait(false);
        }
    }

#pragma warning disable CA5351 // MD5 is what is published for these files; it guards against accidents here, not against attacks
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
