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

    /// <summary>panel[k * row + c] = b[c * step + k]; zero for c from <paramref name="columns"/> to <paramref name="width"/>. False where a number is not finite.</summary>
    // In blocks of 4 x 4; what is left at the edges one by one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Transpose(float* b, nint step, int depth, int columns, int width, float* panel, int row)
    {
        int wholeDepth = Sse.IsSupported ? depth & ~3 : 0, wholeColumns = Sse.IsSupported ? columns & ~3 : 0;
        Vector128<float> zeros = Vector128<float>.Zero;
        for (int c = 0; c < wholeColumns; c += 4)
        {
            float* from0 = b + (c * step), from1 = from0 + step, from2 = from1 + step, from3 = from2 + step, to = panel + c;
            Prefetch(from0 + depth);
            Prefetch(from1 + depth);
            Prefetch(from2 + depth);
            Prefetch(from3 + depth);
            for (int k = 0; k < wholeDepth; k += 4)
            {
                Vector128<float> r0 = Vector128.Load(from0 + k), r1 = Vector128.Load(from1 + k), r2 = Vector128.Load(from2 + k), r3 = Vector128.Load(from3 + k);
                zeros |= ((r0 * Vector128<float>.Zero) | (r1 * Vector128<float>.Zero)) | ((r2 * Vector128<float>.Zero) | (r3 * Vector128<float>.Zero));
                Vector128<float> left0 = Sse.UnpackLow(r0, r1), left2 = Sse.UnpackLow(r2, r3), right0 = Sse.UnpackHigh(r0, r1), right2 = Sse.UnpackHigh(r2, r3);
                Sse.MoveLowToHigh(left0, left2).Store(to);
                Sse.MoveHighToLow(left2, left0).Store(to + row);
                Sse.MoveLowToHigh(right0, right2).Store(to + (2 * row));
                Sse.MoveHighToLow(right2, right0).Store(to + (3 * row));
                to += 4 * row;
            }
        }

        bool finite = Vector128.EqualsAll(zeros, Vector128<float>.Zero);
        for (int c = wholeDepth < depth ? 0 : wholeColumns; c < width; c++)
        {
            for (int k = c < wholeColumns ? wholeDepth : 0; k < depth; k++)
            {
                float number = c < columns ? b[(c * step) + k] : 0;
                finite &= float.IsFinite(number);
                panel[(k * row) + c] = number;
            }
        }

        return finite;
    }

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
