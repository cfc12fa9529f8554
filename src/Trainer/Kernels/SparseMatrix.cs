using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// The numbers of a matrix that are not zero, row by row, and its product with another matrix by them alone. Four of five pixels of a scanned digit are zero, and
/// half of what passes a rectifier, in either direction.
/// </summary>
/// <remarks>
/// The bits are those of <see cref="MatrixKernels"/>. A term whose factor from here is a zero is a zero where the other factor is finite, and adding a zero changes a sum
/// only from -0 to +0: a sum that ends at anything but -0 is the same without it. So a product is refused, and has to be made in full, where a factor is not finite
/// or an output is -0, which takes an underflow.
/// </remarks>
internal sealed unsafe class SparseMatrix : IDisposable
{
    // Where more of the numbers than this are not zero, the full product is as fast.
    private const int MostPercent = 55;

    // A panel of B has eight vectors to the row: as many sums as hide the latency of a multiply-add. Thirteen are as many as there are registers for; a layer of a
    // hundred units fits one such panel, and its lists are gone through once instead of twice.
    private const int NarrowPanel = 64, WidePanel = 104;

    // What a part of a panel may take: about the first cache.
    private const int PanelBytes = 32 << 10;

    private const int Lanes = 8;

    private readonly void* memory;

    // The numbers, and the place of each: the offset in bytes of its row of B in the panel of its part of k; where those of a part and row begin and end.
    private readonly float* values;
    private readonly int* places, begins, ends;

    // For each set of lanes, as the bits of a byte, their numbers side by side: the permutation that moves them to the front.
    private readonly byte* lanes;

    // Sixteen columns, transposed.
    private readonly float* transposed;
    private readonly int transposedRow, capacity;
    private int rows, columns, partColumns, panelColumns, count;

    /// <summary>Room for a matrix of the given size, for it transposed, and for any with fewer rows or columns.</summary>
    public SparseMatrix(int mostRows, int mostColumns)
    {
        capacity = (int)Math.Min(((long)mostRows * mostColumns * MostPercent / 100) + (3L * Math.Max(mostRows, mostColumns)), int.MaxValue / 2);
        nuint numbers = (nuint)capacity + 8, lists = (nuint)Math.Max(Lists(mostRows, mostColumns), Lists(mostColumns, mostRows));
        transposedRow = (mostRows + 7) & -8;
        nuint scratch = (nuint)transposedRow * Matrix.ColumnUnit;
        memory = NativeMemory.AlignedAlloc(checked((256 * 8) + (sizeof(float) * (scratch + (2 * numbers) + (2 * lists)))), 64);
        lanes = (byte*)memory;
        transposed = (float*)(lanes + (256 * 8));
        values = transposed + scratch;
        places = (int*)(values + numbers);
        begins = places + numbers;
        ends = begins + lists;
        for (int set = 0; set < 256; set++)
        {
            for (int lane = 0, next = 0; lane < 8; lane++)
            {
                lanes[(set * 8) + next] = (byte)lane;
                next += (set >> lane) & 1;
            }
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(memory);

    /// <summary>
    /// Becomes the first <paramref name="rows"/> rows of <paramref name="matrix"/>, for a product of so many <paramref name="outputs"/>; false where too few numbers
    /// are zero for this to pay.
    /// </summary>
    public bool Read(Matrix matrix, int rows, int outputs)
    {
        Begin(rows, matrix.Columns, outputs);
        for (int r = 0; r < rows; r++)
        {
            // Two rows more than that are allowed on the way, so that a dense matrix is known by its first rows.
            if (!ReadRow(matrix.Data + ((nint)r * matrix.Stride), r) || count > ((long)(r + 1) * columns * MostPercent / 100) + (2L * columns))
                return false;
        }

        return columns > 0 && count <= (long)rows * columns * MostPercent / 100;
    }

    /// <summary>Becomes the transpose of a matrix for which <see cref="Read"/> has said that it pays; false where there are more numbers after all.</summary>
    public bool ReadTransposed(Matrix matrix, int rows, int outputs)
    {
        Begin(matrix.Columns, rows, outputs);
        for (int first = 0; first < matrix.Columns; first += Matrix.ColumnUnit)
        {
            int width = Math.Min(Matrix.ColumnUnit, matrix.Columns - first);
            Panel.Transpose(matrix.Data + first, matrix.Stride, width, rows, rows, transposed, transposedRow);
            for (int i = 0; i < width; i++)
            {
                if (!ReadRow(transposed + (i * transposedRow), first + i))
                    return false;
            }
        }

        return true;
    }

    /// <summary>As <see cref="MatrixKernels.Multiply"/>, where A is this matrix. False where C is not to be used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public bool Multiply(in MatrixProduct product)
    {
        float* panel = stackalloc float[(PanelBytes / sizeof(float)) + WidePanel + Matrix.ColumnUnit];
        panel = (float*)(((nuint)panel + 63) & ~(nuint)63);
        float* zeros = panel + (PanelBytes / sizeof(float));
        new Span<float>(zeros, WidePanel).Clear();
        for (int c = 0; c < product.Columns; c += panelColumns)
        {
            int width = Math.Min(panelColumns, (product.Columns - c + Matrix.ColumnUnit - 1) & -Matrix.ColumnUnit);
            bool exact = true, finite = true;
            for (int part = 0; part * partColumns < columns; part++)
            {
                int k = part * partColumns;
                var lists = new ListProduct
                {
                    Values = values,
                    Places = places,
                    Begins = begins + (part * rows),
                    Ends = ends + (part * rows),
                    Lists = rows,
                    Panel = panel,
                    Start = part > 0 ? product.C + c : product.Start == null ? zeros : product.Start + c,
                    StartRow = part > 0 ? product.CRow : 0,
                    C = product.C + c,
                    CRow = product.CRow,
                };
                finite &= Panel.Fill(product, k, Math.Min(partColumns, columns - k), c, width, panel, panelColumns);
                exact = lists.Multiply(width);
            }

            if (!exact || !finite)
                return false;
        }

        return true;
    }

    private static int PartRows(int panelColumns) => PanelBytes / sizeof(float) / panelColumns & -Lanes;

    private static long Lists(int rows, int columns) => rows * ((columns + (long)PartRows(WidePanel) - 1) / PartRows(WidePanel));

    private void Begin(int rows, int columns, int outputs)
    {
        panelColumns = outputs is > WidePanel - Lanes and <= WidePanel ? WidePanel : NarrowPanel;
        int partRows = PartRows(panelColumns), parts = Math.Max((columns + partRows - 1) / partRows, 1);
        (this.rows, this.columns, count) = (rows, columns, 0);
        partColumns = (((columns + parts - 1) / parts) + Lanes - 1) & -Lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ReadRow(float* row, int number)
    {
        if (count > capacity - columns)
            return false;

        float* value = values + count;
        int* place = places + count;
        byte* orders = lanes;
        Vector256<int> rowBytes = Vector256.Create(panelColumns * sizeof(float)), next = rowBytes * Lanes;
        for (int first = 0; first < columns; first += partColumns)
        {
            begins[number] = (int)(value - values);
            int width = Math.Min(partColumns, columns - first);
            Vector256<int> before = Vector256<int>.Zero;
            float* from = row;
            for (; width >= 8; width -= 8)
            {
                int packed = Pack(from, 0xFF, before, orders, rowBytes, value, place);
                value += packed;
                place += packed;
                from += 8;
                before += next;
            }

            if (width > 0)
            {
                int packed = Pack(from, (1u << width) - 1, before, orders, rowBytes, value, place); // beyond the matrix there may be anything
                value += packed;
                place += packed;
            }

            ends[number] = (int)(value - values);
            number += rows;
            row += partColumns;
        }

        count = (int)(value - values);
        return true;
    }

    // The numbers of eight that are not zero, and their places. All eight are written; those after the last number are written again by the next ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pack(float* from, uint lanes, Vector256<int> before, byte* orders, Vector256<int> rowBytes, float* values, int* places)
    {
        Vector256<float> eight = Vector256.Load(from);
        uint set = ~Vector256.Equals(eight, Vector256<float>.Zero).ExtractMostSignificantBits() & lanes;
        byte* order = orders + (set * 8);
        if (Avx2.IsSupported)
        {
            Vector256<int> lane = Avx2.ConvertToVector256Int32(order);
            Avx2.PermuteVar8x32(eight, lane).Store(values);
            ((lane * rowBytes) + before).Store(places);
        }
        else
        {
            for (int i = 0; i < 8; i++)
                (values[i], places[i]) = (from[order[i]], (order[i] * rowBytes.ToScalar()) + before.ToScalar());
        }

        return BitOperations.PopCount(set);
    }
}
