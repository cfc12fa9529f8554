using System.Runtime.InteropServices;

namespace HyperSearch.Benchmarks;

/// <summary>CPU time of this process, all threads, in seconds: what other jobs on the machine take does not count.</summary>
internal static partial class CpuClock
{
    private const int ProcessCpuTime = 2;

    public static double Seconds
    {
        get
        {
            _ = Read(ProcessCpuTime, out TimeSpec time);
            return time.Seconds + (time.Nanoseconds * 1e-9);
        }
    }

    // Environment.CpuUsage counts in scheduler ticks on some kernels; this does not.
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }
}
