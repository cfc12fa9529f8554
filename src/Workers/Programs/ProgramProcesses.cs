using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HyperSearch.Workers.Programs;

/// <summary>
/// The processes of a run: the program and all that came from it, known by an environment variable that they inherit, also where they were started in the background and their
/// parents are gone. Linux only; elsewhere only the program's process tree is known.
/// </summary>
/// <param name="scratch">The run's scratch folder, whose name is the mark.</param>
internal sealed class ProgramProcesses(string scratch)
{
    /// <summary>The environment variable that names the scratch folder.</summary>
    public const string Variable = "HYPERSEARCH_SCRATCH";

    private const string Prefix = "hypersearch-scratch-", Processes = "/proc";

    /// <summary>A new scratch folder's path, which tells the process that it belongs to.</summary>
    public static string NewScratch() => Path.Combine(Path.GetTempPath(), OwnPrefix + Path.GetRandomFileName());

    /// <summary>Kills what dead workers have left running, and removes their scratch folders.</summary>
    public static void RemoveAbandoned() => RemoveAll(IsAbandoned);

    /// <summary>Kills what this process has started, and removes its scratch folders.</summary>
    public static void RemoveOwn() => RemoveAll(scratch => Path.GetFileName(scratch).StartsWith(OwnPrefix, StringComparison.Ordinal));

    /// <summary>The memory that all of them hold, in bytes; pages that they share count for each.</summary>
    public long Memory() => Marked().Where(m => m.Scratch == scratch).Sum(m => ResidentOf(m.Id));

    /// <summary>Kills all of them, and those that they start meanwhile, and removes the scratch folder.</summary>
    public void Remove()
    {
        for (int[] left = Ids(); left.Length > 0; left = Ids())
        {
            Array.ForEach(left, Kill);
        }

        RemoveFolder(scratch);
    }

    private static string OwnPrefix => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{StartOf(Environment.ProcessId)}-");

    private static void RemoveAll(Func<string, bool> isMeant)
    {
        string[] marks = [.. Marked().Select(m => m.Scratch), .. Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*")];
        foreach (string scratch in marks.Distinct().Where(isMeant))
        {
            new ProgramProcesses(scratch).Remove();
        }
    }

    private int[] Ids() => [.. Marked().Where(m => m.Scratch == scratch).Select(m => m.Id)];

    private static IEnumerable<(int Id, string Scratch)> Marked()
    {
        if (!OperatingSystem.IsLinux())
        {
            yield break;
        }

        foreach (string folder in Directory.EnumerateDirectories(Processes))
        {
            // A process that has ended, and is only not waited for yet, has no environment any more.
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Read(id, "environ") is { } environment
                && Encoding.UTF8.GetString(environment).Split('\0').FirstOrDefault(v => v.StartsWith(Variable + "=", StringComparison.Ordinal)) is { } mark)
            {
                yield return (id, mark[(Variable.Length + 1)..]);
            }
        }
    }

    private static bool IsAbandoned(string scratch) =>
        Path.GetFileName(scratch) is var name && name.StartsWith(Prefix, StringComparison.Ordinal) && name[Prefix.Length..].Split('-') is [var id, var start, ..]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int owner) && StartOf(owner) != start;

    /// <summary>When a process started, in the kernel's own unit, which tells it from a later one of its number; empty where there is none.</summary>
    private static string StartOf(int id)
    {
        string status = Encoding.UTF8.GetString(Read(id, "stat") ?? []);
        string[] fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X") ? fields[19] : "";
    }

    private static long ResidentOf(int id) =>
        Encoding.UTF8.GetString(Read(id, "statm") ?? []).Split(' ') is [_, var pages, ..] && long.TryParse(pages, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            ? count * Environment.SystemPageSize : 0;

    private static byte[]? Read(int id, string file)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"{Processes}/{id}/{file}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or is another user's
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }

    private static void RemoveFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left of it is in the folder for temporary files, where systems clean up.
        }
    }
}
