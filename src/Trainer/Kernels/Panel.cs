using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HyperSearch.Trainer.Kernels;

/// <summary>A few columns of a product's B, laid side by side so that a kernel reads them in one stream.</summary>
internal static unsafe class Panel
{
    /// <summary>A row of B longer than this many floats lies in a page of memory of its own: more pages in a panel than the processor remembers.</summary>
    public const int LongRow = 256;

    /// <summary>
    /// Overwrites <paramref name="panel"/>, whose rows lie <paramref name="row"/> floats apart, with <paramref name="depth"/> rows of B from <paramref name="k"/> on,
    /// <paramref name="width"/> columns from <paramref name="column"/> on; those that a transposed B does not have are zero. False where a number is not finite.
    /// </summary>
    public static bool Fill(in MatrixProduct product, int k, int depth, int column, int width, float* panel, int row)
    {
        float* b = product.B + (k * product.BRow) + (column * product.BStep);
        return product.BStep == 1
            ? Copy(b, product.BRow, depth, width, panel, row)
            : Transpose(b, product.BStep, depth, Math.Min(width, product.Columns - column), width, panel, row);
    }

    /// <summary>
    /// panel[k * row + c] = b[c * step + k]; zero for c from <paramref name="columns"/> to <paramref name="width"/>. <paramref name="row"/> is a multiple of 8, and whole
    /// eights are written. False where a number is not finite.
    /// </summary>
    // Eight columns by four rows at a time. Columns beyond the last are read from the last and masked.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Transpose(float* b, nint step, int depth, int columns, int width, float* panel, int row)
    {
        int whole = Avx.IsSupported ? depth & ~3 : 0;
        Vector256<float> zeros = Vector256<float>.Zero;
        for (int c = 0; c < width && whole > 0; c += 8)
        {
            float* end = b + ((columns - 1) * step), from0 = Earlier(b + (c * step), end), from1 = Earlier(from0 + step, end), from2 = Earlier(from1 + step, end);
            float* from3 = Earlier(from2 + step, end), from4 = Earlier(from3 + step, end), from5 = Earlier(from4 + step, end), from6 = Earlier(from5 + step, end);
            float* from7 = Earlier(from6 + step, end), to = panel + c;
            Prefetch(from0 + depth);
            Prefetch(from1 + depth);
            Prefetch(from2 + depth);
            Prefetch(from3 + depth);
            Prefetch(from4 + depth);
            Prefetch(from5 + depth);
            Prefetch(from6 + depth);
            Prefetch(from7 + depth);
            Vector256<float> mask = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(columns - c)).AsSingle();
            for (int k = 0; k < whole; k += 4)
            {
                Vector256<float> r0 = Vector256.Create(Vector128.Load(from0 + k), Vector128.Load(from4 + k)), r1 = Vector256.Create(Vector128.Load(from1 + k), Vector128.Load(from5 + k));
                Vector256<float> r2 = Vector256.Create(Vector128.Load(from2 + k), Vector128.Load(from6 + k)), r3 = Vector256.Create(Vector128.Load(from3 + k), Vector128.Load(from7 + k));
                Vector256<float> left0 = Avx.UnpackLow(r0, r1), left2 = Avx.UnpackLow(r2, r3), right0 = Avx.UnpackHigh(r0, r1), right2 = Avx.UnpackHigh(r2, r3);
                r0 = Avx.Shuffle(left0, left2, 0b01_00_01_00) & mask;
                r1 = Avx.Shuffle(left0, left2, 0b11_10_11_10) & mask;
                r2 = Avx.Shuffle(right0, right2, 0b01_00_01_00) & mask;
                r3 = Avx.Shuffle(right0, right2, 0b11_10_11_10) & mask;
                zeros |= ((r0 * Vector256<float>.Zero) | (r1 * Vector256<float>.Zero)) | ((r2 * Vector256<float>.Zero) | (r3 * Vector256<float>.Zero));
                r0.Store(to);
                r1.Store(to + row);
                r2.Store(to + (2 * row));
                r3.Store(to + (3 * row));
                to += 4 * row;
            }
        }

        bool finite = Vector256.EqualsAll(zeros, Vector256<float>.Zero);
        for (int k = whole; k < depth; k++)
        {
            for (int c = 0; c < width; c++)
            {
                float number = c < columns ? b[(c * step) + k] : 0;
                finite &= float.IsFinite(number);
                panel[(k * row) + c] = number;
            }
        }

        return finite;
    }

    private static float* Earlier(float* a, float* b) => a < b ? a : b;

    // A number times zero is a zero where the number is finite, else NaN; so all of them together are a zero, of either sign, or have the bits of a NaN.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Copy(float* b, nint bRow, int depth, int width, float* panel, int row)
    {
        Vector256<float> zeros = Vector256<float>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Prefetch(b + width);
            for (int c = 0; c < width; c += 8)
            {
                Vector256<float> eight = Vector256.Load(b + c);
                zeros |= eight * Vector256<float>.Zero;
                eight.Store(panel + c);
            }

            b += bRow;
            panel += row;
        }

        return Vector256.EqualsAll(zeros, Vector256<float>.Zero);
    }

    // What the next panel starts with: too far from this one for the processor to guess.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }
}
