namespace HyperSearch.Search.Studies;

/// <summary>Folders that are whole or not there.</summary>
public static class WholeFolder
{
    /// <summary>Writes a new folder: as a hidden one beside it, which takes its name once all is in it.</summary>
    /// <param name="path">The folder, which must not be there yet; those above it are made.</param>
    /// <param name="fill">Writes its files into the folder it is given.</param>
    /// <exception cref="IOException">It could not be written; nothing is left.</exception>
    public static void Write(string path, Action<string> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        string draft = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(draft);
            fill(draft);
            Directory.Move(draft, path);
        }
        catch
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }

            throw;
        }
    }
}
