using System.Runtime.Intrinsics;

namespace HyperSearch.Numerics.Tests;

public sealed class PhiloxBlocksTests
{
    [Theory]
    [InlineData(1ul, 0u, 0u)]
    [InlineData(0x0123456789ABCDEFul, 77u, 5u)]
    [InlineData(ulong.MaxValue, uint.MaxValue, uint.MaxValue)]
    public void The_words_are_those_of_four_blocks_of_the_generator(ulong key, uint index, uint step)
    {
        PhiloxBlocks.Next(key, index, step, out Vector256<uint> first, out Vector256<uint> second);
        Span<uint> block = stackalloc uint[4];
        for (int b = 0; b < 4; b++)
        {
            ulong counter = ((ulong)index * 4) + (ulong)b;
            RandomStream.Philox((uint)counter, step, (uint)(counter >> 32), 0, (uint)key, (uint)(key >> 32), block);
            Assert.Equal([first[2 * b], first[(2 * b) + 1], second[2 * b], second[(2 * b) + 1]], block.ToArray());
        }
    }
}
