namespace HyperSearch.Workers.Local;

/// <summary>
/// The folder of a pool's socket, in the temp directory: study folders can be too deep for a socket's name. It is this user's alone (0700). Its owner
/// holds a lock in it, which the operating system takes back when the owner ends, however it ends: so the next pool can tell those that are left over.
/// </summary>
internal sealed class RuntimeFolder : IDisposable
{
    private const string Prefix = "hypersearch-", LockName = "lock", SocketName = "desk";
    private readonly string path;
    private readonly FileStream held;

    private RuntimeFolder(string path, FileStream held) => (this.path, this.held) = (path, held);

    /// <summary>The socket's name.</summary>
    public string Socket => Path.Combine(path, SocketName);

    /// <summary>Makes a new folder, and removes those that dead pools have left behind.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static RuntimeFolder Create()
    {
        foreach (string other in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (TryLock(other, FileMode.Open) is { } found)
            {
                found.Dispose();
                Remove(other);
            }
        }

        while (true)
        {
            string path = Directory.CreateTempSubdirectory(Prefix).FullName;
            if (TryLock(path, FileMode.CreateNew) is { } held)
            {
                return new RuntimeFolder(path, held);
            }

            if (Directory.Exists(path))
            {
                Remove(path);
                throw new IOException($"{path} cannot be locked.");
            }

            // Another pool took it for an abandoned one, between its making and its locking.
        }
    }

    /// <summary>Removes the folder of a socket whose pool is dead. Anything that is no runtime folder is left alone.</summary>
    public static void RemoveOf(string socket)
    {
        if (Path.GetFileName(socket) == SocketName && Path.GetDirectoryName(socket) is { } folder && Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal))
        {
            Remove(folder);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        held.Dispose();
        Remove(path);
    }

    private static void Remove(string folder)
    {
        try
        {
            // File by file: whatever else is in it is not ours to delete.
            File.Delete(Path.Combine(folder, SocketName));
            File.Delete(Path.Combine(folder, LockName));
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another was quicker, or it is another user's.
        }
    }

    private static FileStream? TryLock(string folder, FileMode mode)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
