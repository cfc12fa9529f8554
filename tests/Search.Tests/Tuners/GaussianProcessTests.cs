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
        GaussianProcess process = GaussianProcess.Condition([[0]], [3], new KernelParameters([1], 2, 0.5, InputWarp.None))!;
        (double mean, double variance) = process.At([1]);
        double k = 2 * 0.523994108831820;
        Assert.Equal(k * 3 / 2.5, mean, 12);
        Assert.Equal(2 - (k * k / 2.5), variance, 12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_are_those_of_finite_differences_and_sixteen_points_at_once_give_the_same_as_one(bool isBent)
    {
        InputWarp inputs = isBent ? new InputWarp([2, 0.5, 1], [0.7, 3, 1]) : InputWarp.None;
        var draws = new RandomStream(1, StreamPurpose.Proposal);
        double[][] x = [.. Enumerable.Range(0, 21).Select(_ => new[] { draws.NextUnit(), draws.NextUnit(), draws.NextBelow(3) })];
        GaussianProcess process = GaussianProcess.Condition(x, [.. x.Select(p => p[0] + (p[1] * p[1]) + p[2])], new KernelParameters([3, 5, 1], 1.5, 1e-4, inputs))!;
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
                Assert.Equal((process.At(up).Mean - process.At(down).Mean) / 2e-5, dMean[d], 4);
                Assert.Equal((process.At(up).Variance - process.At(down).Variance) / 2e-5, dVariance[d], 4);
            }
        }
    }

    [Fact]
    public void The_fit_tells_a_dimension_with_influence_from_one_without()
    {
        var draws = new RandomStream(2, StreamPurpose.Proposal);
        double[][] x = [.. Enumerable.Range(0, 40).Select(_ => new[] { draws.NextUnit(), draws.NextUnit() })];
        (double[] w, _, double noise, _) = KernelFit.Find(x, Warped([.. x.Select(p => Math.Sin(6 * p[0]))]), new double[40], [true, true]);
        Assert.True(w[0] > 10 * w[1], $"{w[0]} {w[1]}");
        Assert.True(noise < 1e-4, $"{noise}");
    }

    [Fact]
    public void The_fit_finds_the_noise()
    {
        var draws = new RandomStream(3, StreamPurpose.Proposal);
        double[][] x = [.. Enumerable.Range(0, 80).Select(_ => new[] { draws.NextUnit() })];
        double noise = KernelFit.Find(x, Warped([.. x.Select(p => Math.Sin(6 * p[0]) + (0.2 * draws.NextGaussian()))]), new double[80], [true]).Noise;
        Assert.InRange(noise, 0.03, 0.15); // 0.04 of a variance near 0.5
    }

    // Kumaraswamy (1980): the share below x is 1 - (1 - x^a)^b.
    [Fact]
    public void A_bend_is_kumaraswamys_distribution_with_the_slopes_of_finite_differences()
    {
        Bend at = Bend.Of(0.5, 2, 3);
        Assert.Equal(1 - (0.75 * 0.75 * 0.75), at.Value, 5);
        Assert.Equal((Bend.Of(0.5 + 1e-6, 2, 3).Value - Bend.Of(0.5 - 1e-6, 2, 3).Value) / 2e-6, at.ByX, 6);
        Assert.Equal((Bend.Of(0.5, 2 * (1 + 1e-6), 3).Value - Bend.Of(0.5, 2 * (1 - 1e-6), 3).Value) / 2e-6, at.ByLogA, 6);
        Assert.Equal((Bend.Of(0.5, 2, 3 * (1 + 1e-6)).Value - Bend.Of(0.5, 2, 3 * (1 - 1e-6)).Value) / 2e-6, at.ByLogB, 6);
        Assert.All((double[])[0, 1], x => Assert.True(double.IsFinite(Bend.Of(x, 0.1, 0.1).ByX)));
        Assert.Equal(0.1234567, new InputWarp([1], [1]).At(0, 0.1234567).Value);
    }

    // Snoek, Swersky, Zemel and Adams (arXiv:1402.0929), figure 1: a function that is quick at one end and slow at the other is learnt from fewer values when its input is bent.
    [Fact]
    public void From_fifty_values_on_the_fit_bends_a_dimension_that_is_quick_at_one_end()
    {
        static double Quick(double[] p) => Math.Sin(20 * Math.Pow(p[0], 6)) + p[1] + (p[2] == 1 ? 0.5 : 0);
        var draws = new RandomStream(5, StreamPurpose.Proposal);
        double[][] Points(int n) => [.. Enumerable.Range(0, n).Select(_ => new[] { draws.NextUnit(), draws.NextUnit(), draws.NextBelow(3) - 1 })];
        double[][] x = Points(60), others = Points(200);
        double[] y = [.. x.Select(Quick)];
        KernelParameters kernel = KernelFit.Find(x, y, new double[60], [true, true, false]);
        Assert.True(kernel.Inputs.At(0, 0.5).Value < 0.25, $"{kernel.Inputs.At(0, 0.5)}");
        Assert.Equal(-1, kernel.Inputs.At(2, -1).Value);
        Assert.Same(InputWarp.None, KernelFit.Find(x[..49], y[..49], new double[49], [true, true, false]).Inputs);
        double Error(KernelParameters with) => GaussianProcess.Condition(x, y, with) is { } process ? others.Average(p => Math.Pow(process.At(p).Mean - Quick(p), 2)) : double.NaN;
        Assert.True(Error(kernel) < Error(kernel with { Inputs = InputWarp.None }) / 3, $"{Error(kernel)}");
    }

    [Fact]
    public void A_value_that_is_only_forecast_counts_less()
    {
        double[][] x = [[0.2], [0.5], [0.8]];
        var kernel = new KernelParameters([4], 1, 1e-6, InputWarp.None);
        GaussianProcess sure = GaussianProcess.Condition(x, [0, 1, 0], kernel)!, doubtful = GaussianProcess.Condition(x, [0, 1, 0], kernel, [0, 1, 0])!;
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
