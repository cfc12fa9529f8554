namespace HyperSearch.Workers.BuiltIn;

/// <summary>Where a study's data are looked for.</summary>
public static class DataFolder
{
    /// <summary>The environment variable that names the folder of data sets.</summary>
    public const string Variable = "HYPERSEARCH_DATA";

    /// <summary>
    /// The absolute path of what a study file calls <paramref name="path"/>: beside the study file, or else under <c>$HYPERSEARCH_DATA</c>. Where it is in
    /// neither, the first is given, so that whoever reads it says that it is missing. An absolute path that has gone, as of a study folder that was moved, is looked for
    /// by its last names: of data whose fingerprint tells whether they are the same in the folder itself, which may hold its own; then under <c>$HYPERSEARCH_DATA</c>.
    /// </summary>
    /// <param name="path">What the study file calls them.</param>
    /// <param name="folder">The folder of the study file; null for a worker, which has none, and whose study has absolute paths.</param>
    /// <param name="hasFingerprint">Whether other data of the name would be told from these.</param>
    public static string? Find(string? path, string? folder, bool hasFingerprint = false)
    {
        if (path is null)
        {
            return null;
        }

        string beside = Beside(path, folder);
        if (hasFingerprint && folder is not null && Path.IsPathRooted(path) && !Path.Exists(beside) && InItself(path, Path.GetFullPath(folder)) is { } moved)
        {
            return moved;
        }

        if (Path.Exists(beside) || Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } data)
        {
            return beside;
        }

        string shared = Shared(path, data);
        return Path.Exists(shared) ? shared : beside;
    }

    /// <summary>A sentence that names the places where <see cref="Find"/> has found nothing.</summary>
    public static string Absence(string path, string? folder) =>
        $"{Beside(path, folder)} does not exist, " + (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } data ? $"nor does {Shared(path, data)}, under ${Variable}."
            : $"and ${Variable}, the folder that is looked in next, is not set.");

    private static string Beside(string path, string? folder) => folder is null ? path : Path.GetFullPath(path, Path.GetFullPath(folder));

    private static string Shared(string path, string data) =>
        Path.GetFullPath(Path.IsPathRooted(path) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : path, Path.GetFullPath(data));

    /// <summary>What lies in a folder by the most of a path's last names.</summary>
    private static string? InItself(string path, string folder)
    {
        string[] names = Path.TrimEndingDirectorySeparator(path).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, names.Length).Select(i => Path.Combine([folder, .. names[i..]])).FirstOrDefault(Path.Exists);
    }
}
