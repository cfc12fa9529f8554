using System.Globalization;

namespace HyperSearch.Workers.Local;

/// <summary>
/// The files, pipes and connections that a process may have open at once. A run that has used them up can neither start a worker, nor hear one, nor even load what it would need to say so;
/// so it is looked at before anything is begun.
/// </summary>
public static class FileHandles
{
    // Measured on Linux: 186 of a coordinator, most of them the runtime's and its libraries', and 4 for each worker. Some are left for the page and the report.
    private const int OfCoordinator = 224, OfWorker = 4;
    private const string Limits = "/proc/self/limits", Line = "Max open files";

    /// <summary>Why a run with that many workers cannot do with the handles that this process may have; null where it can, or where the limit is not known.</summary>
    public static string? TooFewFor(int workers)
    {
        int needed = OfCoordinator + (OfWorker * workers);
        return Allowed() is { } allowed && allowed < needed
            ? string.Create(CultureInfo.InvariantCulture, $"This process may have {allowed} files open at once, and a run with {workers} workers needs {needed}: {OfCoordinator}, and {OfWorker} for each worker. Raise the limit (`ulimit -n {needed}`), or take fewer workers.")
            : null;
    }

    private static long? Allowed()
    {
        try
        {
            // "Max open files            1024                 524288               files": what counts now, and up to what it could be raised. The runtime has raised it at its start.
            string? line = OperatingSystem.IsLinux() ? File.ReadLines(Limits).FirstOrDefault(l => l.StartsWith(Line, StringComparison.Ordinal)) : null;
            return line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var now, ..] && long.TryParse(now, NumberStyles.None, CultureInfo.InvariantCulture, out long allowed) ? allowed : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
