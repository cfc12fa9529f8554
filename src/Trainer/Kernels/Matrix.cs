using System.Runtime.InteropServices;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// A matrix of floats in native memory: rows one after another, each 64-byte aligned and padded to a multiple of <see cref="ColumnUnit"/> columns.
/// Padding starts at zero; kernels read and write it like any column, and no column's values ever reach another column's.
/// </summary>
internal sealed unsafe class Matrix : IDisposable
{
    /// <summary>Rows are padded to a multiple of this many columns, so that kernels need no masks.</summary>
    public const int ColumnUnit = 16;

    public Matrix(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Stride = checked((columns + ColumnUnit - 1) / ColumnUnit * ColumnUnit);
        nuint bytes = checked((nuint)Length * sizeof(float));
        Data = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, 64), 64);
        NativeMemory.Clear(Data, bytes);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Floats in all, padding included.</summary>
    public long Length => (long)Rows * Stride;

    public float* Data { get; private set; }

    /// <summary>One row without its padding.</summary>
    public Span<float> Row(int row) => new(Data + ((long)row * Stride), Columns);

    public void Dispose()
    {
        NativeMemory.AlignedFree(Data);
        Data = null;
    }
}
