using System.Runtime.InteropServices;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// A matrix of floats in native memory: rows one after another, each 64-byte aligned and padded to an odd multiple of <see cref="ColumnUnit"/> columns.
/// Odd, because rows a power of two apart would share a few sets of the cache: a product 512 columns wide would take twice as long.
/// Padding starts at zero; kernels read and write it like any column, and no column's values ever reach another column's.
/// </summary>
internal sealed unsafe class Matrix : IDisposable
{
    /// <summary>Rows are padded to a multiple of this many columns, so that kernels need no masks.</summary>
    public const int ColumnUnit = 16;

    public Matrix(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        int units = (columns + ColumnUnit - 1) / ColumnUnit;
        ComputedColumns = units * ColumnUnit;
        Stride = (units | 1) * ColumnUnit;
        nuint bytes = checked(((nuint)Length + ColumnUnit) * sizeof(float)); // a vector that starts at the last number may be read
        Data = (float*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(Data, bytes);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The columns rounded up to <see cref="ColumnUnit"/>: how many a product works on.</summary>
    public int ComputedColumns { get; }

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
