using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// Tiles of 6 rows by 16 columns in twelve 256-bit accumulators (of the sixteen registers, two hold B and one a broadcast element of A), with the whole of k in
/// registers. Named locals and pointers, because the compiler keeps neither arrays nor spans in registers.
/// </summary>
internal sealed unsafe class Avx2Kernels : MatrixKernels
{
    public override string Name => "avx2";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(in MatrixProduct product)
    {
        for (int c = 0; c < product.Columns; c += 16)
            Panel(product, c);
    }

    // One panel of 16 columns. Rows that are left over at the end are covered by a last tile that overlaps the one before: outputs written twice get the same bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(in MatrixProduct p, int column)
    {
        float* b = p.B + column, start = p.Start == null ? null : p.Start + column, c = p.C + column;
        if (p.Rows < 6)
        {
            for (int r = 0; r < p.Rows; r++)
                Tile1x16(p.A + (r * p.ARow), p.ARow, p.AStep, b, p.BRow, start, c + (r * p.CRow), p.CRow, p.Depth);

            return;
        }

        for (int next = 0; next < p.Rows; next += 6)
        {
            int r = Math.Min(next, p.Rows - 6);
            Tile6x16(p.A + (r * p.ARow), p.ARow, p.AStep, b, p.BRow, start, c + (r * p.CRow), p.CRow, p.Depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x16(float* a, nint row, nint step, float* b, nint bRow, float* start, float* c, nint cRow, int depth)
    {
        Vector256<float> s00 = start == null ? Vector256<float>.Zero : Vector256.Load(start);
        Vector256<float> s01 = start == null ? Vector256<float>.Zero : Vector256.Load(start + 8);
        Vector256<float> s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00;
        Vector256<float> s11 = s01, s21 = s01, s31 = s01, s41 = s01, s51 = s01;
        float* lower = a + (3 * row);
        nint twice = 2 * row;
        for (int k = 0; k < depth; k++)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
            Vector256<float> x = Vector256.Create(*a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            x = Vector256.Create(a[row]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            x = Vector256.Create(a[twice]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            x = Vector256.Create(*lower);
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, b1, s31);
            x = Vector256.Create(lower[row]);
            s40 = Vector256.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector256.FusedMultiplyAdd(x, b1, s41);
            x = Vector256.Create(lower[twice]);
            s50 = Vector256.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector256.FusedMultiplyAdd(x, b1, s51);
            a += step;
            lower += step;
            b += bRow;
        }

        s00.Store(c);
        s01.Store(c + 8);
        c += cRow;
        s10.Store(c);
        s11.Store(c + 8);
        c += cRow;
        s20.Store(c);
        s21.Store(c + 8);
        c += cRow;
        s30.Store(c);
        s31.Store(c + 8);
        c += cRow;
        s40.Store(c);
        s41.Store(c + 8);
        c += cRow;
        s50.Store(c);
        s51.Store(c + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x16(float* a, nint row, nint step, float* b, nint bRow, float* start, float* c, nint cRow, int depth)
    {
        Vector256<float> s00 = start == null ? Vector256<float>.Zero : Vector256.Load(start);
        Vector256<float> s01 = start == null ? Vector256<float>.Zero : Vector256.Load(start + 8);
        for (int k = 0; k < depth; k++)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
            Vector256<float> x = Vector256.Create(*a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            a += step;
            b += bRow;
        }

        s00.Store(c);
        s01.Store(c + 8);
    }
}
