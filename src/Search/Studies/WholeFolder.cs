namespace HyperSearch.Search.Studies;

/// <summary>Folders that are whole or not there.</summary>
public static class WholeFolder
{
    /// <summary>The file that stands where the folder, or one above it, would have to be; null where there is none.</summary>
    public static string? FileInTheWay(string path)
    {
        for (string? above = Path.GetFullPath(path); above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                return above;
            }
        }

        return null;
    }

    /// <summary>Writes a new folder: as a hidden one beside it, which takes its name once all is in it.</summary>
    /// <param name="path">The folder, which must not be there yet; those above it are made.</param>
    /// <param name="fill">Writes its files into the folder it is given.</param>
    /// <exception cref="StudyFolderException">A file is in the way.</exception>
    /// <exception cref="IOException">It could not be written; nothing is left.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; nothing is left.</exception>
    public static void Write(string path, Action<string> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        if (FileInTheWay(path) is { } file)
        {
            throw new StudyFolderException($"{path} cannot be a folder: {file} is a file.");
        }

        string draft = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            Make(draft, path);
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

    /// <summary>Makes the hidden folder; what is said where that fails names the one that was asked for.</summary>
    private static void Make(string draft, string path)
    {
        try
        {
            Directory.CreateDirectory(draft);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{path} cannot be made: access is denied.", e);
        }
    }
}
