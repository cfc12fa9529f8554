using HyperSearch.Numerics;

namespace HyperSearch.Numerics.Tests;

public sealed class RandomStreamTests
{
    // Known answers of the authors' library Random123, file kat_vectors, philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0u, 0u, new[] { 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u })]
    [InlineData(0xffffffffu, 0xffffffffu, new[] { 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu })]
    public void Philox_gives_the_known_answers_of_its_authors(uint counter, uint key, uint[] expected)
    {
        uint[] block = new uint[4];
        RandomStream.Philox(counter, counter, counter, counter, key, key, block);
        Assert.Equal(expected, block);
    }

    [Fact]
    public void Philox_gives_the_known_answer_for_the_digits_of_pi()
    {
        uint[] block = new uint[4];
        RandomStream.Philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, block);
        Assert.Equal([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1], block);
    }

    [Fact]
    public void Streams_of_another_seed_purpose_trial_or_index_differ()
    {
        ulong[] firsts =
        [
            new RandomStream(1, StreamPurpose.Proposal).NextUInt64(),
            new RandomStream(2, StreamPurpose.Proposal).NextUInt64(),
            new RandomStream(1UL << 32, StreamPurpose.Proposal).NextUInt64(),
            new RandomStream(1, StreamPurpose.Split).NextUInt64(),
            new RandomStream(1, StreamPurpose.Proposal, 1).NextUInt64(),
            new RandomStream(1, StreamPurpose.Proposal, 0, 1).NextUInt64(),
        ];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Fact]
    public void Draws_below_a_bound_are_uniform()
    {
        var stream = new RandomStream(7, StreamPurpose.Batches);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            counts[stream.NextBelow(6)]++;
        }

        // Chi-squared with 5 degrees of freedom: 20.5 is exceeded once in 1,000 seeds.
        Assert.InRange(counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000), 0, 20.5);
    }

    [Fact]
    public void Gaussian_draws_have_mean_0_variance_1_and_normal_tails()
    {
        var stream = new RandomStream(3, StreamPurpose.InitialWeights);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => stream.NextGaussian())];
        Assert.InRange(draws.Average(), -0.012, 0.012);
        Assert.InRange(draws.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(draws.Count(x => Math.Abs(x) > 1.96) / 100_000.0, 0.047, 0.053);
    }

    [Fact]
    public void A_shuffle_reaches_every_order_equally_often()
    {
        var stream = new RandomStream(5, StreamPurpose.Batches);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            int[] items = [0, 1, 2, 3];
            stream.Shuffle<int>(items);
            string order = string.Concat(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 850, 1150));
    }
}
