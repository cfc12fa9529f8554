using HyperSearch.Search.Studies;

namespace HyperSearch.Exchange;

/// <summary>A folder inside one that others may write in as well. It is whole or it is not there, and nothing that is there is overwritten.</summary>
internal static class NewFolder
{
    /// <summary>Writes a new folder.</summary>
    /// <param name="parent">The folder that it lies in; made if it is not there.</param>
    /// <param name="name">Its name.</param>
    /// <param name="fill">Writes its files into the folder it is given.</param>
    /// <exception cref="ExchangeException">Something of that name is there.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Write(string parent, string name, Action<string> fill)
    {
        parent = Path.GetFullPath(parent);
        string target = Path.Combine(parent, name);
        if (WholeFolder.FileInTheWay(parent) is { } file)
        {
            throw new ExchangeException($"--out {parent}: {(file == parent ? "this" : file)} is a file; a folder is needed.");
        }

        if (Path.Exists(target))
        {
            throw new ExchangeException($"{target} is there already, and is not overwritten. Remove it, or choose another folder with --out.");
        }

        WholeFolder.Write(target, fill);
    }
}
