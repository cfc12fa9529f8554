using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HyperSearch.Numerics;

/// <summary>
/// Random words, sixteen at a time: four blocks of Philox4x32-10 side by side, the generator of <see cref="RandomStream"/> with a counter of one's own. Integer
/// arithmetic alone, so the words are the same with and without the instructions.
/// </summary>
public static class PhiloxBlocks
{
    private const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57, W0 = 0x9E3779B9, W1 = 0xBB67AE85;

    /// <summary>The words of the blocks with the counters 4 <paramref name="index"/> to 4 <paramref name="index"/> + 3 and <paramref name="step"/>.</summary>
    /// <param name="key">What else the words depend on.</param>
    /// <param name="index">Which sixteen of a step.</param>
    /// <param name="step">The step.</param>
    /// <param name="first">Of each block in turn, its first and second word.</param>
    /// <param name="second">Of each block in turn, its third and fourth word.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Next(ulong key, uint index, uint step, out Vector256<uint> first, out Vector256<uint> second)
    {
        // Words stand in the lower halves of 64-bit lanes; what is in the upper halves does not matter until the end.
        ulong counter = (ulong)index * 4;
        Vector256<ulong> c0 = Vector256.Create(counter, counter + 1, counter + 2, counter + 3), c1 = Vector256.Create((ulong)step);
        Vector256<ulong> c2 = Vector256.ShiftRightLogical(c0, 32), c3 = Vector256<ulong>.Zero, m0 = Vector256.Create((ulong)M0), m1 = Vector256.Create((ulong)M1);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            Vector256<ulong> p0 = Product(c0, m0), p1 = Product(c2, m1);
            (c0, c1) = (Vector256.ShiftRightLogical(p1, 32) ^ c1 ^ Vector256.Create((ulong)k0), p1);
            (c2, c3) = (Vector256.ShiftRightLogical(p0, 32) ^ c3 ^ Vector256.Create((ulong)k1), p0);
            k0 += W0;
            k1 += W1;
        }

        Vector256<ulong> low = Vector256.Create((ulong)uint.MaxValue);
        first = ((c0 & low) | Vector256.ShiftLeft(c1, 32)).AsUInt32();
        second = ((c2 & low) | Vector256.ShiftLeft(c3, 32)).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> a, Vector256<ulong> b)
    {
        if (Avx2.IsSupported)
            return Avx2.Multiply(a.AsUInt32(), b.AsUInt32());

        Vector256<ulong> low = Vector256.Create((ulong)uint.MaxValue);
        return (a & low) * (b & low);
    }
}
