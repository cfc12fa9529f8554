using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HyperSearch.Search.Journals;

/// <summary>What Linux tells of a process: who holds a study folder, what a worker has started, and what memory that takes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">That of who started it, or took it over.</param>
/// <param name="Start">When it started, in the kernel's own unit, which tells it from a later one of its number.</param>
/// <param name="Memory">The memory that it holds, in bytes; pages that it shares with others count in full.</param>
public sealed record ProcessStatus(int Id, int Parent, string Start, long Memory)
{
    private const string Folder = "/proc";

    /// <summary>The numbers of all that run; none without /proc.</summary>
    public static IEnumerable<int> Ids => OperatingSystem.IsLinux()
        ? Directory.EnumerateDirectories(Folder).Select(f => int.TryParse(Path.GetFileName(f), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0).Where(id => id > 0) : [];

    /// <summary>What is told of one; null where there is none, or it has ended and is only not waited for yet.</summary>
    public static ProcessStatus? Of(int id)
    {
        // "ID (NAME) STATE PARENT ...": the name may hold blanks and brackets; see proc(5) for the places of the rest.
        string text = Encoding.UTF8.GetString(Read(id, "stat") ?? []);
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 21 && fields[0] is not ("Z" or "X")
            ? new ProcessStatus(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19], long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize) : null;
    }

    /// <summary>What tells a process from a later one of the same number: its start. Empty when it is gone, or dead and not yet buried.</summary>
    public static string StartOf(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            return Of(id)?.Start ?? "";
        }

        try
        {
            using Process process = Process.GetProcessById(id);
            return process.HasExited ? "" : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    /// <summary>One of its files; null where it has ended, or is another user's.</summary>
    public static byte[]? Read(int id, string file)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"{Folder}/{id}/{file}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
