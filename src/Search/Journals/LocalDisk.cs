namespace HyperSearch.Search.Journals;

/// <summary>The disks of this machine.</summary>
public sealed class LocalDisk : IDisk
{
    private LocalDisk()
    {
    }

    /// <summary>The one there is.</summary>
    public static LocalDisk Instance { get; } = new();

    /// <inheritdoc />
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc />
    public Stream Open(string path, FileMode mode, FileAccess access) => new FileStream(path, mode, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <inheritdoc />
    public void Flush(Stream file) => ((FileStream)file).Flush(flushToDisk: true);
}
