namespace HyperSearch.Numerics;

/// <summary>
/// A counter-based stream of random numbers: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
/// The n-th number is a pure function of (seed, purpose, trial, index) and n, so that nothing needs to be carried from one draw to the next or saved.
/// </summary>
/// <remarks>The same numbers on every machine. Not for secrets. Not thread-safe: streams are cheap, so make one for each use.</remarks>
public sealed class RandomStream
{
    private const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57, W0 = 0x9E3779B9, W1 = 0xBB67AE85;

    private readonly uint key0, key1, purpose, trial;
    private readonly uint[] block = new uint[4];
    private uint index, counter;
    private int used = 4;
    private double spareGaussian = double.NaN;

    /// <summary>The stream of one purpose.</summary>
    /// <param name="seed">The seed of the study.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="trial">The trial they belong to, or 0.</param>
    /// <param name="index">A further coordinate, such as the epoch, the confirmation repeat or the sample; 0 if there is none.</param>
    public RandomStream(ulong seed, StreamPurpose purpose, int trial = 0, int index = 0)
    {
        key0 = (uint)seed;
        key1 = (uint)(seed >> 32);
        this.purpose = (uint)purpose;
        this.trial = (uint)trial;
        this.index = (uint)index;
    }

    /// <summary>Goes to the beginning of the stream of another index: what a new one would draw, without making it.</summary>
    public void Restart(int index)
    {
        this.index = (uint)index;
        counter = 0;
        used = 4;
        spareGaussian = double.NaN;
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (used == 4)
        {
            Philox(counter++, purpose, trial, index, key0, key1, block);
            used = 0;
        }

        return block[used++];
    }

    /// <summary>The next 64 bits, the low half drawn first.</summary>
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>A uniform number of 53 bits in [0, 1]; both ends can be drawn.</summary>
    public double NextUnit() => (NextUInt64() >> 11) / (double)((1UL << 53) - 1);

    /// <summary>A uniform integer in [0, <paramref name="bound"/>), without bias (Lemire's rejection).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint n = (uint)bound, threshold = (0u - n) % n;
        while (true)
        {
            ulong product = (ulong)NextUInt32() * n;
            if ((uint)product >= threshold)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>A number from the standard normal distribution (Box and Muller); drawn in pairs, the second is kept for the next call.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(spareGaussian))
        {
            double spare = spareGaussian;
            spareGaussian = double.NaN;
            return spare;
        }

        // (0, 1]: the logarithm of 0 would be infinite.
        double u = ((NextUInt64() >> 11) + 1) / (double)(1UL << 53);
        double radius = Math.Sqrt(-2 * Elementary.Log(u));
        (double sin, double cos) = Elementary.SinCos(2 * Math.PI * NextUnit());
        spareGaussian = radius * sin;
        return radius * cos;
    }

    /// <summary>Puts <paramref name="items"/> in a uniformly random order (Fisher and Yates, from the end).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>One block of Philox4x32-10: four words from a counter of four words and a key of two.</summary>
    internal static void Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, Span<uint> block)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = (ulong)M0 * c0, p1 = (ulong)M1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += W0;
            k1 += W1;
        }

        block[0] = c0;
        block[1] = c1;
        block[2] = c2;
        block[3] = c3;
    }
}
