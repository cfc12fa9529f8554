using System.Globalization;

namespace HyperSearch.Search.Journals;

/// <summary>
/// The right to write in a study folder: an open lock on <c>study.lock</c>, which the operating system takes back when the process ends, however it ends.
/// Its holder is named in <c>study.holder</c>, so that readers can tell a running study from an interrupted one without touching the lock: the locked file
/// itself cannot be opened by others while it is held.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private const string LockName = "study.lock", HolderName = "study.holder";
    private readonly FileStream file;
    private readonly string holderFile;
    private bool isGivenBack;

    private FolderLock(FileStream file, string holderFile) => (this.file, this.holderFile) = (file, holderFile);

    /// <summary>Takes the lock of a folder, or says who has it.</summary>
    /// <returns>The lock, or null with the holder in <paramref name="holder"/>.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FolderLock? TryTake(string folder, out string holder)
    {
        string path = Path.Combine(folder, LockName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(path) && IsSharingViolation(e))
        {
            holder = ReadHolder(folder) is { } h ? $"process {h.Process} on {h.Host}" : "another process";
            return null;
        }

        try
        {
            string holderFile = Path.Combine(folder, HolderName);
            string text = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName} {Environment.ProcessId} {ProcessStatus.StartOf(Environment.ProcessId)}\n");
            File.WriteAllText(holderFile + ".new", text);
            File.Move(holderFile + ".new", holderFile, overwrite: true);
            holder = "";
            return new FolderLock(file, holderFile);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the process that last locked the folder still runs. On another host this cannot be seen; then the last touch decides.</summary>
    public static bool IsHeld(string folder, TimeProvider time)
    {
        if (ReadHolder(folder) is not { } holder)
        {
            return false;
        }

        if (holder.Host == Environment.MachineName)
        {
            return holder.Start.Length > 0 && ProcessStatus.StartOf(holder.Process) == holder.Start;
        }

        return time.GetUtcNow() - File.GetLastWriteTimeUtc(Path.Combine(folder, HolderName)) < TimeSpan.FromMinutes(1);
    }

    /// <summary>Tells readers on other hosts that the holder lives; call it every few seconds.</summary>
    public void Touch(TimeProvider time)
    {
        try
        {
            File.SetLastWriteTimeUtc(holderFile, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the look from afar suffers; or the lock was given back a moment ago.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (isGivenBack)
        {
            return; // the holder's name may be another's by now
        }

        isGivenBack = true;
        try
        {
            File.Delete(holderFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The holder's name stays, but it will be found dead.
        }

        file.Dispose();
    }

    // flock answers EWOULDBLOCK (11), Windows ERROR_SHARING_VIOLATION (32).
    private static bool IsSharingViolation(IOException e) => (e.HResult & 0xFFFF) is 11 or 32 or 35;

    private static (string Host, int Process, string Start)? ReadHolder(string folder)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(Path.Combine(folder, HolderName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            string[] parts = (reader.ReadLine() ?? "").Split(' ');
            return parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) ? (parts[0], process, parts[2]) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
