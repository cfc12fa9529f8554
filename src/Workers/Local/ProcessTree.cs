using System.Diagnostics;
using HyperSearch.Search.Journals;

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

        ILookup<int, ProcessStatus> children = ProcessStatus.Ids.Select(ProcessStatus.Of).OfType<ProcessStatus>().ToLookup(p => p.Parent);
        long total = ProcessStatus.Of(root.Id)?.Memory ?? 0;
        var parents = new Stack<int>([root.Id]);
        while (parents.TryPop(out int parent))
        {
            foreach (ProcessStatus child in children[parent])
            {
                total += child.Memory;
                parents.Push(child.Id);
            }
        }

        return total;
    }
}
