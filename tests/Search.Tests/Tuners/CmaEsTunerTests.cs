using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class CmaEsTunerTests
{
    private static readonly Space Cube = new([.. Enumerable.Range(0, 4).Select(d => new NumericDimension($"x{d}", 0, 1))]);

    private static double Ellipsoid(ParameterSet p) => Enumerable.Range(0, 4).Sum(d => Math.Pow(10, d) * Math.Pow(p[d] - 0.3 - (0.1 * d), 2));

    // The Python package cmaes 0.9.1 on the same points: mean and deviation after the first generation. C by equation 47 with its constants, without the negative weights it has besides.
    [Fact]
    public void The_first_generation_has_the_numbers_of_another_implementation()
    {
        double[][] ranked = [[0.1, 0.45, 0.6], [0.7, 0.3, 0.55], [0.2, 0.2, 0.9], [0.5, 0.6, 0.4], [0.35, 0.8, 0.65], [0.9, 0.1, 0.3], [0.6, 0.7, 0.75]];
        var state = new CmaEsState(3, 7, 0.3);
        state.Update(ranked);
        double[] mean = [0.28784676597646475, 0.37569353195292954, 0.6218185744078616], deviations = [0.2753800448077321, 0.2598892417685846, 0.25987493681677454];
        Assert.Equal(0.27453738558174384, state.Sigma, 12);
        for (int d = 0; d < 3; d++)
        {
            Assert.Equal(mean[d], state.Mean[d], 12);
            Assert.Equal(deviations[d], state.Deviation(d), 12);
        }
    }

    // Hansen (arXiv:1604.00772), section 0: on a convex quadratic function C approximates the inverse Hessian, so that the deviations along the axes become as the square
    // roots of the curvatures' inverses, here 10^1.5 to 1 at the ends.
    [Fact]
    public void On_an_ellipsoid_the_distribution_takes_the_shape_of_the_inverse_hessian()
    {
        var draws = new RandomStream(1, StreamPurpose.Proposal);
        var state = new CmaEsState(4, 8, 0.25);
        for (int generation = 0; generation < 120; generation++)
        {
            double[][] points = [.. Enumerable.Range(0, 8).Select(_ => (double[])[.. Enumerable.Range(0, 4).Select(_ => draws.NextGaussian()).ToArray() is var z
                ? state.Mean.Select((m, d) => m + (state.Sigma * DoubleFunctions.Dot(state.Factor[d], z.AsSpan(0, d + 1)))) : []])];
            state.Update([.. points.OrderBy(x => x.Select((v, d) => Math.Pow(10, d) * Math.Pow(v - 0.3 - (0.1 * d), 2)).Sum())]);
        }

        Assert.InRange(state.Deviation(0) / state.Deviation(3), 8, 125);
    }

    [Fact]
    public void It_descends_to_the_minimum_also_with_results_that_come_late()
    {
        foreach (int lag in (int[])[0, 4])
        {
            double[] best = [.. Enumerable.Range(1, 3).Select(seed => Cases.Play(new CmaEsTuner(new CmaEsTunerOptions()), Cube, (ulong)seed, 500, Ellipsoid, lag).Trials.Min(t => t.Loss))];
            Assert.True(Cases.Median(best) < 1e-3, string.Join(' ', best));
        }
    }
}
