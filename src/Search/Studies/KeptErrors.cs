using System.Globalization;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Studies;

/// <summary>
/// What programs wrote to standard error, a file an attempt, in the folder <c>stderr</c> of a study: <c>trial-3-attempt-1.txt</c>. Kept for people alone; nothing of a study depends on it.
/// </summary>
/// <param name="folder">The folder; it need not exist.</param>
public sealed class KeptErrors(string folder)
{
    /// <summary>How many files are kept; beyond, the oldest go.</summary>
    public const int MostFiles = 1000;

    /// <summary>How many characters of an attempt are kept: a worker that sends more is cut off at its beginning.</summary>
    public const int MostCharacters = 20_000;

    // In the order in which they go; read when the first of this run comes.
    private Queue<string>? files;

    /// <summary>Keeps what an attempt wrote.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Keep(WorkId work, int attempt, string text)
    {
        Directory.CreateDirectory(folder);
        files ??= new Queue<string>(new DirectoryInfo(folder).GetFiles("trial-*.txt").OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => f.FullName));
        while (files.Count >= MostFiles)
        {
            File.Delete(files.Dequeue());
        }

        string path = PathOf(work, attempt);
        File.WriteAllText(path, text.Length <= MostCharacters ? text : text[^MostCharacters..]);
        files.Enqueue(path);
    }

    /// <summary>What an attempt wrote; null where it wrote nothing, is not over, or is no longer kept.</summary>
    public string? Of(WorkId work, int attempt)
    {
        try
        {
            return File.ReadAllText(PathOf(work, attempt));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The file of an attempt.</summary>
    public string PathOf(WorkId work, int attempt) => Path.Combine(
        folder,
        string.Create(CultureInfo.InvariantCulture, $"trial-{work.Trial}{(work.Repeat > 0 ? $"-repeat-{work.Repeat}" : "")}-attempt-{attempt}.txt"));
}
