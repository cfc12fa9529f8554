using System.Numerics;
using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Sobol's points with the direction numbers of Joe and Kuo (SIAM J. Sci. Comput. 30, 2008, table new-joe-kuo-6), scrambled after Owen by a hash
/// (Laine and Karras 2011; Burley, "Practical hash-based Owen scrambling", JCGT 9(4), 2020).
/// </summary>
/// <remarks>Dimensions beyond the 32nd begin the table again, with their points in an order of their own: each 32 are spread well, and independent of the others.</remarks>
internal sealed class SobolSequence
{
    private const int Tabled = 32;

    // s (how many numbers), a (the polynomial's inner coefficients) and m_1..m_s, as in the paper's table; dimension 1 is van der Corput's sequence.
    private static readonly (uint A, uint[] M)[] Table =
    [
        (0, []), (0, [1]), (1, [1, 3]), (1, [1, 3, 1]), (2, [1, 1, 1]), (1, [1, 1, 3, 3]), (4, [1, 3, 5, 13]), (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]), (7, [1, 1, 7, 11, 19]), (11, [1, 1, 5, 1, 1]), (13, [1, 1, 1, 3, 11]), (14, [1, 3, 5, 5, 31]), (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]), (16, [1, 3, 1, 13, 27, 49]), (19, [1, 1, 1, 15, 7, 5]), (22, [1, 3, 1, 15, 13, 25]), (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]), (4, [1, 3, 7, 13, 13, 15, 69]), (7, [1, 1, 3, 13, 7, 35, 63]), (8, [1, 3, 5, 9, 1, 25, 53]), (14, [1, 3, 1, 13, 9, 35, 107]),
        (19, [1, 3, 1, 5, 27, 61, 31]), (21, [1, 1, 5, 11, 19, 41, 61]), (28, [1, 3, 5, 3, 3, 13, 69]), (31, [1, 1, 7, 13, 1, 19, 1]), (32, [1, 3, 7, 5, 13, 19, 59]),
        (37, [1, 1, 3, 9, 25, 29, 41]), (41, [1, 3, 5, 13, 23, 1, 55]), (42, [1, 3, 7, 3, 13, 59, 17]),
    ];

    private static readonly uint[][] Directions = [.. Table.Select(row => DirectionsOf(row.A, row.M))];

    private readonly uint[] scrambles;
    private readonly uint[] orders;

    /// <summary>A sequence whose scrambling is drawn from <paramref name="draws"/>.</summary>
    public SobolSequence(int dimensions, RandomStream draws)
    {
        scrambles = [.. Enumerable.Range(0, dimensions).Select(_ => draws.NextUInt32())];
        orders = [.. Enumerable.Range(0, (dimensions + Tabled - 1) / Tabled).Select(_ => draws.NextUInt32())];
    }

    /// <summary>The coordinate of point <paramref name="index"/> in one dimension, inside (0, 1).</summary>
    public double this[uint index, int dimension]
    {
        get
        {
            // The first 32 keep the sequence's own order, in which every beginning is spread well.
            uint point = dimension < Tabled ? index : Scramble(index, orders[dimension / Tabled]);
            return (Scramble(Unscrambled(point, dimension % Tabled), scrambles[dimension]) + 0.5) / 4294967296.0;
        }
    }

    /// <summary>Fills <paramref name="unit"/> with point <paramref name="index"/>.</summary>
    public void Point(uint index, Span<double> unit)
    {
        for (int d = 0; d < unit.Length; d++)
        {
            unit[d] = this[index, d];
        }
    }

    /// <summary>The coordinate before scrambling, as a fraction of 2^32.</summary>
    internal static uint Unscrambled(uint index, int dimension)
    {
        uint x = 0;
        for (int bit = 0; index != 0; index >>= 1, bit++)
        {
            x ^= (index & 1) != 0 ? Directions[dimension][bit] : 0;
        }

        return x;
    }

    // Bratley and Fox (1988): v_i = v_(i-s) ^ (v_(i-s) >> s) ^ the sum of a_k v_(i-k).
    private static uint[] DirectionsOf(uint a, uint[] m)
    {
        uint[] v = new uint[32];
        int s = m.Length;
        for (int i = 0; i < 32; i++)
        {
            if (s == 0 || i < s)
            {
                v[i] = (s == 0 ? 1 : m[i]) << (31 - i);
                continue;
            }

            v[i] = v[i - s] ^ (v[i - s] >> s);
            for (int k = 1; k < s; k++)
            {
                v[i] ^= ((a >> (s - 1 - k)) & 1) * v[i - k];
            }
        }

        return v;
    }

    /// <summary>Permutes the binary intervals of [0, 1) at every level, each as a function of those above it.</summary>
    private static uint Scramble(uint x, uint seed)
    {
        x = Reverse(x) + seed;
        x ^= x * 0x6c50b47c;
        x ^= x * 0xb82f1e52;
        x ^= x * 0xc7afe638;
        x ^= x * 0x8d22f6e6;
        return Reverse(x);
    }

    private static uint Reverse(uint x)
    {
        x = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1);
        x = ((x >> 2) & 0x33333333) | ((x & 0x33333333) << 2);
        x = ((x >> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
        x = ((x >> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
        return BitOperations.RotateLeft(x, 16);
    }
}
