using System.Runtime.InteropServices;

namespace HyperSearch.Benchmarks;

/// <summary>The one function of OpenBLAS that the products are compared with, and what it says of itself. Debian: libopenblas0-pthread.</summary>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    public static string Description => $"{Marshal.PtrToStringAnsi(Configuration())}, core {Marshal.PtrToStringAnsi(CoreName())}";

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int count);

    /// <summary>c [m, n] = a [m, k] b [k, n], where a, b or both may lie transposed; all rows are dense.</summary>
    public static void Multiply(bool aTransposed, bool bTransposed, int m, int n, int k, float* a, float* b, float* c) => Sgemm(
        RowMajor, aTransposed ? Transposed : Plain, bTransposed ? Transposed : Plain, m, n, k, 1, a, aTransposed ? m : k, b, bTransposed ? k : n, 0, c, n);

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static partial void Sgemm(
        int order, int aTransposed, int bTransposed, int m, int n, int k, float alpha, float* a, int aRow, float* b, int bRow, float beta, float* c, int cRow);

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    private static partial nint Configuration();

    [LibraryImport(Library, EntryPoint = "openblas_get_corename")]
    private static partial nint CoreName();
}
