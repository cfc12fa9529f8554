using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class LogExpectedImprovementTests
{
    // Ament et al. (arXiv:2310.20708), section 4: far from improvement EI is 0 in floating point, and so is its gradient; its logarithm is not. There log h(z) tends to
    // -z^2/2 - log(sqrt(2 pi)) - 2 log |z|.
    [Theory]
    [InlineData(-40)]
    [InlineData(-1000)]
    [InlineData(-1e8)]
    public void Far_from_improvement_there_is_a_value_and_a_slope(double z)
    {
        (double log, double slope) = LogExpectedImprovement.At(z);
        Assert.Equal(1, log / ((-0.5 * z * z) - 0.9189385332046727 - (2 * Math.Log(-z))), 3);
        Assert.Equal(1, slope / -z, 2);
    }

    // phi(z) + z Phi(z) in 50 digits.
    [Theory]
    [InlineData(0, -0.9189385332046727)]
    [InlineData(1, 0.08002621884930704)]
    public void Near_improvement_it_is_the_formula(double z, double expected) => Assert.Equal(expected, LogExpectedImprovement.At(z).Log, 9);

    [Fact]
    public void It_is_smooth_where_the_formula_changes()
    {
        for (double z = -6; z < 3; z += 0.01)
        {
            double difference = (LogExpectedImprovement.At(z + 1e-4).Log - LogExpectedImprovement.At(z - 1e-4).Log) / 2e-4;
            Assert.Equal(difference, LogExpectedImprovement.At(z).Slope, 1e-4 * Math.Abs(difference));
        }
    }
}
