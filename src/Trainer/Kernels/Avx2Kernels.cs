using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// Tiles of 6 rows by 16 columns in twelve 256-bit accumulators; of the sixteen registers, two more hold B and one a broadcast element of A. Named locals and
/// pointers, because the compiler keeps neither arrays nor spans in registers.
/// </summary>
internal sealed unsafe class Avx2Kernels : TiledKernels
{
    public override string Name => "avx2";

    protected override int TileColumns => 16;

    // A tile of fewer than six rows works on its last one several times: the same bits, written more than once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Multiply(in Tile tile, int columns)
    {
        nint last = tile.Rows - 1, two = Math.Min(2, last), three = Math.Min(3, last), four = Math.Min(4, last), five = Math.Min(5, last), one = Math.Min(1, last);
        float* start = tile.Start;
        nint row = tile.StartRow;
        Vector256<float> s00 = Vector256.Load(start), s01 = Vector256.Load(start + 8);
        Vector256<float> s10 = Vector256.Load(start + (one * row)), s11 = Vector256.Load(start + (one * row) + 8);
        Vector256<float> s20 = Vector256.Load(start + (two * row)), s21 = Vector256.Load(start + (two * row) + 8);
        Vector256<float> s30 = Vector256.Load(start + (three * row)), s31 = Vector256.Load(start + (three * row) + 8);
        Vector256<float> s40 = Vector256.Load(start + (four * row)), s41 = Vector256.Load(start + (four * row) + 8);
        Vector256<float> s50 = Vector256.Load(start + (five * row)), s51 = Vector256.Load(start + (five * row) + 8);

        row = tile.ARow;
        nint a1 = one * row, a2 = two * row, a3 = three * row, a4 = four * row, a5 = five * row, step = tile.AStep, bRow = tile.BRow;
        float* a = tile.A, b = tile.B;
        for (int k = tile.Depth; k > 0; k--)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
            Vector256<float> x = Vector256.Create(*a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            x = Vector256.Create(a[a1]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            x = Vector256.Create(a[a2]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            x = Vector256.Create(a[a3]);
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, b1, s31);
            x = Vector256.Create(a[a4]);
            s40 = Vector256.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector256.FusedMultiplyAdd(x, b1, s41);
            x = Vector256.Create(a[a5]);
            s50 = Vector256.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector256.FusedMultiplyAdd(x, b1, s51);
            a += step;
            b += bRow;
        }

        float* c = tile.C;
        row = tile.CRow;
        s00.Store(c);
        s01.Store(c + 8);
        s10.Store(c + (one * row));
        s11.Store(c + (one * row) + 8);
        s20.Store(c + (two * row));
        s21.Store(c + (two * row) + 8);
        s30.Store(c + (three * row));
        s31.Store(c + (three * row) + 8);
        s40.Store(c + (four * row));
        s41.Store(c + (four * row) + 8);
        s50.Store(c + (five * row));
        s51.Store(c + (five * row) + 8);
    }
}
