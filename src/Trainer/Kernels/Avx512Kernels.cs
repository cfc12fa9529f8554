using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// Tiles of 6 rows by 32 columns, or 16 for the last panel, in 512-bit accumulators; otherwise as <see cref="Avx2Kernels"/>. Written with
/// <see cref="Vector512"/>, so that its tests run, slowly, on processors without these registers.
/// </summary>
internal sealed unsafe class Avx512Kernels : MatrixKernels
{
    public override string Name => "avx512";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(in MatrixProduct product)
    {
        int c = 0;
        for (; c + 32 <= product.Columns; c += 32)
            Panel(product, c, wide: true);

        if (c < product.Columns)
            Panel(product, c, wide: false);
    }

    // One panel of 32 or 16 columns. Rows that are left over at the end are covered by a last tile that overlaps the one before: outputs written twice get the
    // same bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(in MatrixProduct p, int column, bool wide)
    {
        float* b = p.B + column, start = p.Start == null ? null : p.Start + column, c = p.C + column;
        int height = p.Rows < 6 ? 1 : 6;
        for (int next = 0; next < p.Rows; next += height)
        {
            int r = Math.Min(next, p.Rows - height);
            float* a = p.A + (r * p.ARow), to = c + (r * p.CRow);
            if (height == 6 && wide)
                Tile6x32(a, p.ARow, p.AStep, b, p.BRow, start, to, p.CRow, p.Depth);
            else if (height == 6)
                Tile6x16(a, p.ARow, p.AStep, b, p.BRow, start, to, p.CRow, p.Depth);
            else if (wide)
                Tile1x32(a, p.ARow, p.AStep, b, p.BRow, start, to, p.CRow, p.Depth);
            else
                Tile1x16(a, p.ARow, p.AStep, b, p.BRow, start, to, p.CRow, p.Depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x32(float* a, nint row, nint step, float* b, nint bRow, float* start, float* c, nint cRow, int depth)
    {
        Vector512<float> s00 = start == null ? Vector512<float>.Zero : Vector512.Load(start);
        Vector512<float> s01 = start == null ? Vector512<float>.Zero : Vector512.Load(start + 16);
        Vector512<float> s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00;
        Vector512<float> s11 = s01, s21 = s01, s31 = s01, s41 = s01, s51 = s01;
        float* lower = a + (3 * row);
        nint twice = 2 * row;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(a[row]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(a[twice]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(*lower);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            x = Vector512.Create(lower[row]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            x = Vector512.Create(lower[twice]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            a += step;
            lower += step;
            b += bRow;
        }

        s00.Store(c);
        s01.Store(c + 16);
        c += cRow;
        s10.Store(c);
        s11.Store(c + 16);
        c += cRow;
        s20.Store(c);
        s21.Store(c + 16);
        c += cRow;
        s30.Store(c);
        s31.Store(c + 16);
        c += cRow;
        s40.Store(c);
        s41.Store(c + 16);
        c += cRow;
        s50.Store(c);
        s51.Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x32(float* a, nint row, nint step, float* b, nint bRow, float* start, float* c, nint cRow, int depth)
    {
        Vector512<float> s00 = start == null ? Vector512<float>.Zero : Vector512.Load(start);
        Vector512<float> s01 = start == null ? Vector512<float>.Zero : Vector512.Load(start + 16);
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            a += step;
            b += bRow;
        }

        s00.Store(c);
        s01.Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x16(float* a, nint row, nint step, float* b, nint bRow, float* start, float* c, nint cRow, int depth)
    {
        Vector512<float> s00 = start == null ? Vector512<float>.Zero : Vector512.Load(start);
        Vector512<float> s10 = s00, s20 = s00, s30 = s00, s40 = s00, s50 = s00;
        float* lower = a + (3 * row);
        nint twice = 2 * row;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            x = Vector512.Create(a[row]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            x = Vector512.Create(a[twice]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            x = Vector512.Create(*lower);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            x = Vector512.Create(lower[row]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            x = Vector512.Create(lower[twice]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            a += step;
            lower += step;
            b += bRow;
        }

        s00.Store(c);
        c += cRow;
        s10.Store(c);
        c += cRow;
        s20.Store(c);
        c += cRow;
        s30.Store(c);
        c += cRow;
        s40.Store(c);
        c += cRow;
        s50.Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x16(float* a, nint row, nint step, float* b, nint bRow, float* start, float* c, nint cRow, int depth)
    {
        Vector512<float> s00 = start == null ? Vector512<float>.Zero : Vector512.Load(start);
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            a += step;
            b += bRow;
        }

        s00.Store(c);
    }
}
