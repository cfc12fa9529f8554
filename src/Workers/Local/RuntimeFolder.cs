namespace HyperSearch.Workers.Local;

/// <summary>
/// The folder of a pool's socket, in the temp directory: study folders can be too deep for a socket's name. It is this user's alone (0700). Its owner
/// holds a lock in it, which the operating system takes back when the owner ends, however it ends: so the next pool can tell those that are left over.
/// </summary>
internal sealed class RuntimeFolder : IDisposable
{
    private const string Prefix = "hypersearch-desk-", DraftPrefix = "hypersearch-new-", LockName = "lock", SocketName = "desk";
    private const int LongestPlace = 70;
    private readonly string path;
    private readonly FileStream held;

    private RuntimeFolder(string path, FileStream held) => (this.path, this.held) = (path, held);

    /// <summary>The socket's name.</summary>
    public string Socket => Path.Combine(path, SocketName);

    /// <summary>The folder for temporary files; where that lies so deep that a socket's name would pass the 107 bytes that it may have, the system's own.</summary>
    private static string Place => Path.GetTempPath() is var place && (place.Length <= LongestPlace || OperatingSystem.IsWindows()) ? place : "/tmp";

    /// <summary>Makes a new folder. It gets its name when it is locked: so whatever bears such a name and is not locked is left over.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static RuntimeFolder Create()
    {
        string name = Path.GetRandomFileName(), draft = Path.Combine(Place, DraftPrefix + name), path = Path.Combine(Place, Prefix + name);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(draft);
        }
        else
        {
            Directory.CreateDirectory(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        FileStream? held = null;
        try
        {
            held = new FileStream(Path.Combine(draft, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            Directory.Move(draft, path);
            return new RuntimeFolder(path, held);
        }
        catch
        {
            held?.Dispose();
            Remove(draft);
            throw;
        }
    }

    /// <summary>Removes the folders that dead pools have left behind.</summary>
    public static void RemoveAbandoned()
    {
        foreach (string folder in Directory.EnumerateDirectories(Place, Prefix + "*"))
        {
            if (!IsHeld(folder))
            {
                Remove(folder);
            }
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

    private static bool IsHeld(string folder)
    {
        try
        {
            using var free = new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // whoever removed it was ended half-way
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
