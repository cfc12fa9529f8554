using System.Diagnostics;
using System.Globalization;

namespace HyperSearch.Workers.Local;

/// <summary>A process and all that it has started, directly or not.</summary>
internal static class ProcessTree
{
    /// <summary>The memory that a process and all below it take (resident set sizes; pages that they share count for each). Without /proc, that of the process alone.</summary>
    public static long MemoryOf(Process root)
    {
        if (!OperatingSystem.IsLinux())
        {
            root.Refresh();
            return root.HasExited ? 0 : root.WorkingSet64;
        }

        ILookup<int, (int Id, long Memory)> children = Directory.EnumerateDirectories("/proc").Select(StatOf).OfType<(int Id, int Parent, long Memory)>().ToLookup(p => p.Parent, p => (p.Id, p.Memory));
        long total = children.SelectMany(c => c).FirstOrDefault(p => p.Id == root.Id).Memory;
        var parents = new Stack<int>([root.Id]);
        while (parents.TryPop(out int parent))
        {
            foreach ((int id, long memory) in children[parent])
            {
                total += memory;
                parents.Push(id);
            }
        }

        return total;
    }

    /// <summary>A process of /proc; null for other folders, and for one that has just ended.</summary>
    private static (int Id, int Parent, long Memory)? StatOf(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return null;
        }

        try
        {
            // "ID (NAME) STATE PARENT ...": the name may hold blanks and brackets; the 24th field is the number of resident pages.
            string text = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
