namespace HyperSearch.Search.Journals;

/// <summary>The disk under a journal: the machine's own, or one that fails, forgets and loses its power as a test tells it.</summary>
public interface IDisk
{
    /// <summary>Whether there is a file of that name.</summary>
    bool Exists(string path);

    /// <summary>Opens a file for one reader or one writer; others may read it, and move or delete it, meanwhile. Nothing is buffered in this process.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    Stream Open(string path, FileMode mode, FileAccess access);

    /// <summary>Waits until everything that was written to an open file would outlast the machine.</summary>
    /// <exception cref="IOException">It would not; what of it does is unknown.</exception>
    void Flush(Stream file);
}
