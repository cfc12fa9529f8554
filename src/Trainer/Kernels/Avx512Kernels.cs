using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// Tiles of 6 rows by 32 columns, or 16 for the last ones, in 512-bit accumulators; otherwise as <see cref="Avx2Kernels"/>. Written with
/// <see cref="Vector512"/>, so that its tests run, slowly, on processors without these registers.
/// </summary>
internal sealed unsafe class Avx512Kernels : TiledKernels
{
    public override string Name => "avx512";

    protected override int TileColumns => 32;

    protected override void Multiply(in Tile tile, int columns)
    {
        if (columns == 32)
            Multiply32(tile);
        else
            Multiply16(tile);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply32(in Tile tile)
    {
        nint last = tile.Rows - 1, two = Math.Min(2, last), three = Math.Min(3, last), four = Math.Min(4, last), five = Math.Min(5, last), one = Math.Min(1, last);
        float* start = tile.Start;
        nint row = tile.StartRow;
        Vector512<float> s00 = Vector512.Load(start), s01 = Vector512.Load(start + 16);
        Vector512<float> s10 = Vector512.Load(start + (one * row)), s11 = Vector512.Load(start + (one * row) + 16);
        Vector512<float> s20 = Vector512.Load(start + (two * row)), s21 = Vector512.Load(start + (two * row) + 16);
        Vector512<float> s30 = Vector512.Load(start + (three * row)), s31 = Vector512.Load(start + (three * row) + 16);
        Vector512<float> s40 = Vector512.Load(start + (four * row)), s41 = Vector512.Load(start + (four * row) + 16);
        Vector512<float> s50 = Vector512.Load(start + (five * row)), s51 = Vector512.Load(start + (five * row) + 16);

        row = tile.ARow;
        nint a1 = one * row, a2 = two * row, a3 = three * row, a4 = four * row, a5 = five * row, step = tile.AStep, bRow = tile.BRow;
        float* a = tile.A, b = tile.B;
        for (int k = tile.Depth; k > 0; k--)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector512<float> x = Vector512.Create(*a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(a[a1]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(a[a2]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(a[a3]);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            x = Vector512.Create(a[a4]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            x = Vector512.Create(a[a5]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            a += step;
            b += bRow;
        }

        float* c = tile.C;
        row = tile.CRow;
        s00.Store(c);
        s01.Store(c + 16);
        s10.Store(c + (one * row));
        s11.Store(c + (one * row) + 16);
        s20.Store(c + (two * row));
        s21.Store(c + (two * row) + 16);
        s30.Store(c + (three * row));
        s31.Store(c + (three * row) + 16);
        s40.Store(c + (four * row));
        s41.Store(c + (four * row) + 16);
        s50.Store(c + (five * row));
        s51.Store(c + (five * row) + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply16(in Tile tile)
    {
        nint last = tile.Rows - 1, two = Math.Min(2, last), three = Math.Min(3, last), four = Math.Min(4, last), five = Math.Min(5, last), one = Math.Min(1, last);
        float* start = tile.Start;
        nint row = tile.StartRow;
        Vector512<float> s0 = Vector512.Load(start), s1 = Vector512.Load(start + (one * row)), s2 = Vector512.Load(start + (two * row));
        Vector512<float> s3 = Vector512.Load(start + (three * row)), s4 = Vector512.Load(start + (four * row)), s5 = Vector512.Load(start + (five * row));

        row = tile.ARow;
        nint a1 = one * row, a2 = two * row, a3 = three * row, a4 = four * row, a5 = five * row, step = tile.AStep, bRow = tile.BRow;
        float* a = tile.A, b = tile.B;
        for (int k = tile.Depth; k > 0; k--)
        {
            Vector512<float> b0 = Vector512.Load(b);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), b0, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[a1]), b0, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[a2]), b0, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[a3]), b0, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Create(a[a4]), b0, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Create(a[a5]), b0, s5);
            a += step;
            b += bRow;
        }

        float* c = tile.C;
        row = tile.CRow;
        s0.Store(c);
        s1.Store(c + (one * row));
        s2.Store(c + (two * row));
        s3.Store(c + (three * row));
        s4.Store(c + (four * row));
        s5.Store(c + (five * row));
    }
}
