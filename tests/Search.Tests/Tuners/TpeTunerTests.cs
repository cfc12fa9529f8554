using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class TpeTunerTests
{
    private static readonly Space Square = new([new NumericDimension("x", 0, 1), new NumericDimension("y", 0, 1)]);

    // Bergstra, Bardenet, Bengio and Kegl (2011), equations 1 to 3: EI(x) is the integral of (y* - y) p(y|x) up to y*, the gamma-quantile of the losses, where p(x|y) is l(x) below y* and g(x) above.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void The_proposal_is_the_candidate_with_the_largest_expected_improvement(double gamma)
    {
        const int Trials = 30;
        for (int trial = Trials; trial < Trials + 10; trial++)
        {
            KnownTrial[] ended = [.. Cases.Play(new RandomTuner(), Square, (ulong)trial, Trials, p => Math.Abs(p[0] - 0.3) + p[1]).Trials.OrderBy(t => t.Loss)];
            int good = (int)Math.Ceiling(gamma * Trials);
            ParzenEstimator l = Around(ended[..good]), g = Around(ended[good..]);
            var known = new Knowledge(Square, 1, trial, [.. ended.OrderBy(t => t.Number)], [], new HashSet<ParameterSet>(), [new Round(0, 0, 0, Square.Ranges, [])]);
            RandomStream draws = known.Draws(0);
            var options = new TpeTunerOptions { GoodShare = gamma };
            ParameterSet best = Enumerable.Range(0, options.Candidates).Select(_ => Square.Decode(l.Draw(draws), Square.Ranges)).MaxBy(Improvement)!;
            Assert.Equal(best, new TpeTuner(options).Propose(known).Parameters);

            double Improvement(ParameterSet p)
            {
                double[] x = Square.Encode(p, Square.Ranges);
                double[] likelihoods = [.. Enumerable.Range(0, Trials).Select(i => Math.Exp((i < good ? l : g).LogDensity(x)))]; // p(x|y) of each loss
                return ended[..good].Zip(likelihoods, (t, likelihood) => (ended[good].Loss - t.Loss) * likelihood).Sum() / likelihoods.Sum();
            }
        }

        static ParzenEstimator Around(KnownTrial[] trials) =>
            new([.. trials.Select(t => Square.Encode(t.Parameters, Square.Ranges))], [0, 0], 0.1, 1.0 / Math.Min(100, 4 * (trials.Length + 1)));
    }

    // scipy.stats.truncnorm 1.10: two numbers' kernels of the width 0.3 * 4^(-1/6), cut to [0, 1], times that of three choices (arXiv:2304.11127, section 3.3), and the prior 1/3.
    [Theory]
    [InlineData(0.1, 0.2, 0, -0.04521629272082393)]
    [InlineData(0.5, 0.5, 1, -1.5583907845005873)]
    [InlineData(0.95, 0.9, 2, 0.10401719134878966)]
    [InlineData(0, 1, 0, -1.1818641116924133)]
    public void The_density_has_the_numbers_of_scipy(double x, double y, int choice, double expected)
    {
        static double[] Point(double x, double y, int choice) => [x, y, (choice + 0.5) / 3];
        var density = new ParzenEstimator([Point(0.1, 0.2, 0), Point(0.15, 0.7, 0), Point(0.9, 0.95, 2), Point(0.5, 0, 1)], [0, 0, 3], 0.3, 0.05);
        Assert.Equal(expected, density.LogDensity(Point(x, y, choice)), 10);
    }

    [Fact]
    public void A_density_has_area_one_and_draws_follow_it()
    {
        ParzenEstimator density = Line(0, 0.2, 0.21, 0.9, 1);
        const int Cells = 20_000;
        double[] cumulated = new double[Cells];
        double area = 0;
        for (int i = 0; i < Cells; i++)
        {
            cumulated[i] = area += Math.Exp(density.LogDensity([(i + 0.5) / Cells])) / Cells;
        }

        Assert.Equal(1, area, 6);
        var draws = new RandomStream(1, StreamPurpose.Proposal);
        double[] places = [.. Enumerable.Range(0, 3000).Select(_ => cumulated[Math.Min(Cells - 1, (int)(density.Draw(draws)[0] * Cells))])];
        double d = KolmogorovSmirnov.Distance(places, Enumerable.Range(0, 10_000).Select(i => (i + 0.5) / 10_000));
        Assert.True(KolmogorovSmirnov.Probability(d, 3000, 1_000_000) > 0.01, $"D = {d}");
    }

    // Falkner, Klein and Hutter (arXiv:1807.01774), section 3.2: one density over all dimensions, unlike the product of one-dimensional ones, follows their interaction.
    [Fact]
    public void The_joint_density_tells_a_diagonal_from_its_mirror_image()
    {
        var density = new ParzenEstimator([.. Enumerable.Range(0, 11).Select(i => new[] { i / 10.0, i / 10.0 })], [0, 0], 0.1, 0.01);
        Assert.True(density.LogDensity([0.9, 0.9]) > density.LogDensity([0.1, 0.9]) + 2);
    }

    [Fact]
    public void A_choice_that_was_good_keeps_most_of_the_density_and_the_others_some()
    {
        var density = new ParzenEstimator([[0.125], [0.125], [0.125]], [4], 0.1, 0.01);
        double[] shares = [.. Enumerable.Range(0, 4).Select(c => Math.Exp(density.LogDensity([(c + 0.5) / 4])))];
        Assert.Equal(1, shares.Sum(), 12);
        Assert.InRange(shares[0], 0.5, 0.9);
        Assert.Equal(shares[1], shares[3], 12);
    }

    [Fact]
    public void Pending_trials_keep_new_ones_away()
    {
        List<KnownTrial> ended = [.. Enumerable.Range(0, 20).Select(i => new KnownTrial(i, Square.Decode([(i + 0.5) / 20, i * 7 % 20 / 20.0], Square.Ranges), Outcome.Completed, Math.Abs(i - 10)))];
        ParameterSet[] pending = [.. Enumerable.Range(0, 10).Select(i => Square.Decode([0.5 + (i * 0.002), 0.5], Square.Ranges))];
        double Nearest(ParameterSet[] running) => Enumerable.Range(0, 20).Average(seed =>
        {
            var known = new Knowledge(Square, (ulong)seed, 30, ended, running, new HashSet<ParameterSet>(), [new Round(0, 0, 0, Square.Ranges, [])]);
            ParameterSet p = new TpeTuner(new TpeTunerOptions()).Propose(known).Parameters;
            return pending.Min(q => Math.Abs(q[0] - p[0]) + Math.Abs(q[1] - p[1]));
        });
        Assert.True(Nearest(pending) > Nearest([]), $"{Nearest(pending)} and without knowing {Nearest([])}");
    }

    private static ParzenEstimator Line(params double[] observations) => new([.. observations.Select(x => new[] { x })], [0], 0.3, 0.05);

    [Fact]
    public void On_a_quadratic_it_beats_random_search_in_the_median_of_20_seeds_at_50_trials()
    {
        static double Loss(ParameterSet p) => Math.Pow(p[0] - 0.3, 2) + Math.Pow(p[1] - 0.7, 2);
        double Best(ITuner tuner, ulong seed) => Cases.Play(tuner, Square, seed, 50, Loss).Trials.Min(t => t.Loss);
        double tpe = Cases.Median(Enumerable.Range(1, 20).Select(seed => Best(new TpeTuner(new TpeTunerOptions()), (ulong)seed)));
        double random = Cases.Median(Enumerable.Range(1, 20).Select(seed => Best(new RandomTuner(), (ulong)seed)));
        Assert.True(tpe < random / 2, $"tpe {tpe:G3}, random {random:G3}");
    }

    [Fact]
    public void Trials_that_diverged_are_never_taken_for_good()
    {
        // Everything but a corner diverges, and the corner has not been found yet.
        var trials = Cases.Play(new TpeTuner(new TpeTunerOptions()), Square, 1, 30, p => p[0] < 0.5 ? double.NaN : 0).Trials;
        var diverged = trials.Where(t => t.Outcome == Outcome.Diverged).ToArray();
        var all = diverged.Take(9).Select((t, n) => t with { Number = n, Parameters = Square.Decode([0.05 + (0.01 * n), 0.5], Square.Ranges) }).ToArray();
        var known = new Knowledge(Square, 1, 10, [.. all, all[0] with { Number = 9 }], [], new HashSet<ParameterSet>(), [new Round(0, 0, 0, Square.Ranges, [])]);
        Assert.InRange(new TpeTuner(new TpeTunerOptions()).Propose(known).Parameters[0], 0.3, 1);
    }
}
