using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class KolmogorovSmirnovTests
{
    // Smirnov, "Table for estimating the goodness of fit of empirical distributions", Ann. Math. Statist. 19 (1948): Q(1.2238) = 0.10, Q(1.3581) = 0.05,
    // Q(1.4802) = 0.025, Q(1.6276) = 0.01, and in the middle Q(0.8276) = 0.5.
    [Theory]
    [InlineData(0.8276, 0.5)]
    [InlineData(1.2238, 0.10)]
    [InlineData(1.3581, 0.05)]
    [InlineData(1.4802, 0.025)]
    [InlineData(1.6276, 0.01)]
    public void Large_samples_have_the_critical_values_of_Smirnovs_table(double lambda, double expected)
    {
        const int N = 2_000_000;
        Assert.Equal(expected, KolmogorovSmirnov.Probability(lambda / Math.Sqrt(N / 2.0), N, N), 3);
    }

    // The exact values are those of the lattice path recursion (Hodges, "The significance probability of the Smirnov two-sample test", Ark. Mat. 3, 1958).
    [Theory]
    [InlineData(5, 20)]
    [InlineData(8, 33)]
    [InlineData(10, 10)]
    [InlineData(25, 100)]
    public void Small_samples_are_near_the_exact_probability_where_it_matters(int n, int m)
    {
        for (int k = 1; k < n; k++)
        {
            double d = k / (double)n, exact = ExactProbability(d, n, m), approximate = KolmogorovSmirnov.Probability(d, n, m);
            if (exact is > 0.001 and < 0.3)
            {
                Assert.InRange(approximate, (exact / 2) - 0.02, (exact * 2) + 0.02);
            }
        }
    }

    [Fact]
    public void The_distance_is_the_largest_gap_of_the_two_distribution_functions()
    {
        Assert.Equal(0.5, KolmogorovSmirnov.Distance([1, 2], [2, 3]));
        Assert.Equal(1, KolmogorovSmirnov.Distance([1, 2], [3, 4, 5]));
        Assert.Equal(0, KolmogorovSmirnov.Distance([1, 2, 3], [3, 2, 1]));
        Assert.Equal(0, KolmogorovSmirnov.Distance([1, 1, 1], [1]));
        Assert.Equal(0.6, KolmogorovSmirnov.Distance([0.1, 0.2, 0.3, 0.9, 0.95], [0.5, 0.6, 0.7, 0.8, 0.85]), 12);
        Assert.Equal(0.75, KolmogorovSmirnov.Distance([1, 2], [1, 2, 3, 4, 5, 6, 7, 8]), 12);
    }

    [Fact]
    public void The_probability_falls_from_one_to_nothing_as_the_distance_grows()
    {
        double before = 1;
        for (int i = 0; i <= 1000; i++)
        {
            double p = KolmogorovSmirnov.Probability(i / 1000.0, 25, 100);
            Assert.InRange(p, 0, before);
            before = p;
        }

        Assert.True(before < 1e-15);
    }

    /// <summary>P(D >= d) by counting lattice paths that stay inside.</summary>
    private static double ExactProbability(double d, int n, int m)
    {
        double[] inside = new double[m + 1];
        for (int i = 0; i <= n; i++)
        {
            for (int j = 0; j <= m; j++)
            {
                bool isOut = Math.Abs((i / (double)n) - (j / (double)m)) >= d - 1e-12;
                double total = i + j;
                inside[j] = isOut ? 0 : i == 0 && j == 0 ? 1 : ((i > 0 ? inside[j] * (n - i + 1) : 0) + (j > 0 ? inside[j - 1] * (m - j + 1) : 0)) / (n + m - total + 1);
            }
        }

        return 1 - inside[m];
    }
}
