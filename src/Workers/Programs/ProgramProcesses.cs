using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyperSearch.Search.Journals;

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
    public long Memory() => Marked().Where(m => m.Scratch == scratch).Sum(m => ProcessStatus.Of(m.Id)?.Memory ?? 0);

    /// <summary>Kills all of them, and those that they start meanwhile, and removes the scratch folder.</summary>
    public void Remove()
    {
        for (int[] left = Ids(); left.Length > 0; left = Ids())
        {
            Array.ForEach(left, Kill);
        }

        RemoveFolder(scratch);
    }

    /// <summary>
    /// Where numbers of processes mean what they mean here: this boot of this machine, and on it this container. A host sees the processes of its containers under other
    /// numbers, and machines may share a folder for temporary files; what belongs elsewhere cannot be told to be abandoned.
    /// </summary>
    private static string Place { get; } = PlaceOf();

    private static string OwnPrefix => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Place}-{Environment.ProcessId}-{ProcessStatus.StartOf(Environment.ProcessId)}-");

    private static string PlaceOf()
    {
        try
        {
            string boot = File.ReadAllText($"{Processes}/sys/kernel/random/boot_id").Trim(), container = File.ResolveLinkTarget($"{Processes}/self/ns/pid", returnFinalTarget: false)?.Name ?? "";
            return string.Concat($"{boot}{container}".Where(char.IsAsciiLetterOrDigit));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Concat(Environment.MachineName.Where(char.IsAsciiLetterOrDigit));
        }
    }

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
        foreach (int id in ProcessStatus.Ids)
        {
            // A process that has ended, and is only not waited for yet, has no environment any more.
            if (ProcessStatus.Read(id, "environ") is { } environment
                && Encoding.UTF8.GetString(environment).Split('\0').FirstOrDefault(v => v.StartsWith(Variable + "=", StringComparison.Ordinal)) is { } mark)
            {
                yield return (id, mark[(Variable.Length + 1)..]);
            }
        }
    }

    private static bool IsAbandoned(string scratch) =>
        Path.GetFileName(scratch) is var name && name.StartsWith(Prefix, StringComparison.Ordinal) && name[Prefix.Length..].Split('-') is [var place, var id, var start, ..] && place == Place
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int owner) && ProcessStatus.StartOf(owner) != start;

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
