using HyperSearch.Numerics;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class GaussianProcessTests
{
    // Rasmussen and Williams (2006), equation 4.17 with nu = 5/2 at r = 1: (1 + sqrt(5) + 5/3) exp(-sqrt(5)).
    [Fact]
    public void The_kernel_is_materns()
    {
        double[] r2 = [0, 1, 0.25], slopes = new double[3];
        GaussianProcess.Kernel(r2, 2, slopes);
        Assert.Equal(2, r2[0], 12);
        Assert.Equal(2 * 0.523994108831820, r2[1], 12);
        double[] beside = [0.25 + 1e-6];
        GaussianProcess.Kernel(beside, 2, default);
        Assert.Equal((beside[0] - r2[2]) / 1e-6, slopes[2], 5);
    }

    // Equations 2.25 and 2.26 with one observation: mean k y / (s + v), variance s - k^2 / (s + v).
    [Fact]
    public void One_observation_gives_mean_and_variance_of_the_textbook()
    {
        GaussianProcess process = GaussianProcess.Condition([[0]], [3], [1], 2, 0.5)!;
        (double mean, double variance) = process.At([1]);
        double k = 2 * 0.523994108831820;
        Assert.Equal(k * 3 / 2.5, mean, 12);
        Assert.Equal(2 - (k * k / 2.5), variance, 12);
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences_and_sixteen_points_at_once_give_the_same_as_one()
    {
        var draws = new RandomStream(1, StreamPurpose.Proposal);
        double[][] x = [.. Enumerable.Range(0, 21).Select(_ => new[] { draws.NextUnit(), draws.NextUnit(), draws.NextBelow(3) })];
        GaussianProcess process = GaussianProcess.Condition(x, [.. x.Select(p => p[0] + (p[1] * p[1]) + p[2])], [3, 5, 1], 1.5, 1e-4)!;
        double[] points = new double[48], means = new double[16], variances = new double[16], dMean = new double[2], dVariance = new double[2];
        for (int c = 0; c < 16; c++)
        {
            (points[c], points[16 + c], points[32 + c]) = (draws.NextUnit(), draws.NextUnit(), draws.NextBelow(3));
        }

        process.AtSixteen(points, means, variances);
        for (int c = 0; c < 16; c++)
        {
            double[] at = [points[c], points[16 + c], points[32 + c]];
            (double mean, double variance) = process.At(at, dMean, dVariance);
            Assert.Equal(mean, means[c], 10);
            Assert.Equal(variance, variances[c], 10);
            for (int d = 0; d < 2; d++)
            {
                double[] up = [.. at], down = [.. at];
                up[d] += 1e-5;
                down[d] -= 1e-5;
                Assert.Equal((process.At(up).Mean - process.At(down).Mean) / 2e-5, dMean[d], 5);
                Assert.Equal((process.At(up).Variance - process.At(down).Variance) / 2e-5, dVariance[d], 5);
            }
        }
    }

    [Fact]
    public void The_fit_tells_a_dimension_with_influence_from_one_without()
    {
        var draws = new RandomStream(2, StreamPurpose.Proposal);
        double[][] x = [.. Enumerable.Range(0, 40).Select(_ => new[] { draws.NextUnit(), draws.NextUnit() })];
        (double[] w, _, double noise) = KernelFit.Find(x, Warped([.. x.Select(p => Math.Sin(6 * p[0]))]), new double[40]);
        Assert.True(w[0] > 10 * w[1], $"{w[0]} {w[1]}");
        Assert.True(noise < 1e-4, $"{noise}");
    }

    [Fact]
    public void The_fit_finds_the_noise()
    {
        var draws = new RandomStream(3, StreamPurpose.Proposal);
        double[][] x = [.. Enumerable.Range(0, 80).Select(_ => new[] { draws.NextUnit() })];
        (_, _, double noise) = KernelFit.Find(x, Warped([.. x.Select(p => Math.Sin(6 * p[0]) + (0.2 * draws.NextGaussian()))]), new double[80]);
        Assert.InRange(noise, 0.03, 0.15); // 0.04 of a variance near 0.5
    }

    [Fact]
    public void A_value_that_is_only_forecast_counts_less()
    {
        double[][] x = [[0.2], [0.5], [0.8]];
        double[] w = [4];
        GaussianProcess sure = GaussianProcess.Condition(x, [0, 1, 0], w, 1, 1e-6)!, doubtful = GaussianProcess.Condition(x, [0, 1, 0], w, 1, 1e-6, [0, 1, 0])!;
        Assert.Equal(1, sure.At([0.5]).Mean, 3);
        Assert.InRange(doubtful.At([0.5]).Mean, 0.01, 0.5);
        Assert.True(doubtful.At([0.5]).Variance > 100 * sure.At([0.5]).Variance);
    }

    private static double[] Warped(double[] losses)
    {
        var warp = new OutputWarp(losses, losses.Length);
        return [.. losses.Select(warp.At)];
    }

    [Fact]
    public void A_factor_times_its_transpose_is_the_matrix_and_the_inverse_undoes_it()
    {
        double[][] a = [[4], [2, 5], [1, -1, 6]], l = [.. a.Select(row => row.ToArray())];
        Assert.True(Cholesky.Factor(l));
        double[][] inverse = Cholesky.Gram(Cholesky.InvertLower(l));
        double Full(double[][] m, int i, int j) => i >= j ? m[i][j] : m[j][i];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, 3).Sum(k => Full(a, i, k) * Full(inverse, k, j)), 12);
            }
        }

        Assert.False(Cholesky.Factor([[1], [2, 1]]));
    }

    [Fact]
    public void The_exponential_of_four_has_the_bits_of_one()
    {
        var draws = new RandomStream(4, StreamPurpose.Proposal);
        for (int i = 0; i < 1000; i++)
        {
            double x = -50 * draws.NextUnit() * draws.NextUnit();
            Assert.Equal(Elementary.Exp(x), DoubleFunctions.ExpOfNegative(System.Runtime.Intrinsics.Vector256.Create(x))[i % 4]);
        }
    }

    [Fact]
    public void The_box_minimizer_finds_rosenbrocks_minimum_and_stops_at_a_bound()
    {
        static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
        {
            double a = x[1] - (x[0] * x[0]), b = 1 - x[0];
            (g[0], g[1]) = ((-400 * a * x[0]) - (2 * b), 200 * a);
            return (100 * a * a) + (b * b);
        }

        double[] free = [-1, 1], held = [-1, 1];
        BoxMinimizer.Minimize(Rosenbrock, free, [-2, -2], [2, 2], 200, 0.1);
        BoxMinimizer.Minimize(Rosenbrock, held, [-2, -2], [0.5, 2], 200, 0.1);
        Assert.Equal(1, free[0], 3);
        Assert.Equal(0.5, held[0], 6);
        Assert.Equal(0.25, held[1], 4);
    }
}
