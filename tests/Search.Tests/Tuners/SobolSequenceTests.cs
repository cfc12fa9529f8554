using HyperSearch.Numerics;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class SobolSequenceTests
{
    // Joe and Kuo's own example of their table: the first points in three dimensions, without scrambling (Notes on generating Sobol sequences, 2008).
    [Theory]
    [InlineData(1, new[] { 0.5, 0.5, 0.5 })]
    [InlineData(2, new[] { 0.25, 0.75, 0.75 })]
    [InlineData(3, new[] { 0.75, 0.25, 0.25 })]
    [InlineData(4, new[] { 0.125, 0.625, 0.375 })]
    public void The_first_points_are_those_of_the_direction_numbers(int index, double[] expected)
    {
        for (int d = 0; d < expected.Length; d++)
        {
            Assert.Equal(expected[d], SobolSequence.Unscrambled((uint)index, d) / 4294967296.0);
        }
    }

    // Sobol's property A, and Owen (1995): scrambling keeps a net a net. Of 2^k points each interval of length 2^-k holds one, in every dimension.
    [Fact]
    public void Every_dyadic_interval_of_every_dimension_holds_its_share()
    {
        var sequence = new SobolSequence(40, new RandomStream(3, StreamPurpose.Design));
        for (int d = 0; d < 40; d++)
        {
            Assert.Equal(256, Enumerable.Range(0, 256).Select(i => (int)(sequence[(uint)i, d] * 256)).Distinct().Count());
        }
    }

    [Fact]
    public void The_first_two_dimensions_are_a_net_of_strength_0()
    {
        var sequence = new SobolSequence(2, new RandomStream(4, StreamPurpose.Design));
        foreach (int across in (int[])[1, 2, 4, 8, 16, 32, 64])
        {
            int up = 64 / across;
            Assert.Equal(64, Enumerable.Range(0, 64).Select(i => ((int)(sequence[(uint)i, 0] * across), (int)(sequence[(uint)i, 1] * up))).Distinct().Count());
        }
    }

    [Fact]
    public void Another_seed_scrambles_in_another_way()
    {
        SobolSequence one = new(2, new RandomStream(1, StreamPurpose.Design)), two = new(2, new RandomStream(2, StreamPurpose.Design));
        Assert.NotEqual(one[5, 0], two[5, 0]);
    }
}
