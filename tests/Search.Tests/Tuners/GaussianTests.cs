using HyperSearch.Numerics;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class GaussianTests
{
    // erfc of the C library, 0.5 * math.erfc(-x / math.sqrt(2)) in Python 3.
    [Theory]
    [InlineData(-8, 6.220960574271819e-16)]
    [InlineData(-5, 2.866515718791946e-07)]
    [InlineData(-2.5, 0.006209665325776139)]
    [InlineData(-1, 0.15865525393145707)]
    [InlineData(-0.1, 0.460172162722971)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.6914624612740131)]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(3, 0.9986501019683699)]
    [InlineData(8.4, 1)]
    [InlineData(9, 1)]
    [InlineData(-9, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void The_distribution_function_has_its_known_values(double x, double expected) => Assert.Equal(expected, Gaussian.Cdf(x), 2e-15);

    [Fact]
    public void The_distribution_function_rises_from_0_to_1_and_mirrors()
    {
        for (double x = -9; x <= 9; x += 0.01)
        {
            double p = Gaussian.Cdf(x);
            Assert.InRange(p, 0, 1);
            Assert.Equal(1, p + Gaussian.Cdf(-x), 2e-15);
            Assert.True(Gaussian.Cdf(x + 0.01) >= p - 2e-15);
        }
    }

    [Fact]
    public void Many_probabilities_at_once_have_the_bits_of_each()
    {
        var luck = new RandomStream(1, StreamPurpose.Design);
        double[] special = [0, -0.0, 8.5, -8.5, 8.6, -8.6, 1e-300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];
        foreach (int count in Enumerable.Range(0, 9).Append(5003))
        {
            double[] numbers = [.. Enumerable.Range(0, count).Select(i => i % 5 == 0 ? special[luck.NextBelow(special.Length)] : (luck.NextUnit() * 20) - 10)], at = [.. numbers];
            Gaussian.Cdf(numbers.AsSpan());
            Assert.Equal(at.Select(x => BitConverter.DoubleToInt64Bits(Gaussian.Cdf(x))), numbers.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Theory]
    [InlineData(0, -0.9189385332046728)]
    [InlineData(2, -2.9189385332046727)]
    public void The_log_density_has_its_known_values(double x, double expected) => Assert.Equal(expected, Gaussian.LogDensity(x), 1e-15);
}
