using System.Text.Json;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class CostFrugalTunerTests
{
    private static readonly Space Cube = new([.. Enumerable.Range(0, 3).Select(d => new NumericDimension($"x{d}", 0, 1))]);

    // Wu, Wang, Huang (arXiv:2005.01571): c_d = 2 Gamma(d/2) / ((d - 1) Gamma((d - 1)/2) sqrt(pi)), the share of a steepest step that a random one goes down in the mean.
    [Theory]
    [InlineData(2, 0.6366)]
    [InlineData(3, 0.5)]
    [InlineData(4, 0.4244)]
    public void A_random_direction_goes_down_by_c_d_of_the_steepest_in_the_mean(int dimensions, double cd)
    {
        var space = new FrugalSpace(new Space([.. Enumerable.Range(0, dimensions).Select(d => new NumericDimension($"x{d}", 0, 1))]), [.. Enumerable.Repeat(new SearchRange(0, 1), dimensions)]);
        var draws = new RandomStream(1, StreamPurpose.Proposal);
        double[][] u = [.. Enumerable.Range(0, 20_000).Select(_ => space.Direction(draws))];
        Assert.Equal(cd, u.Average(v => Math.Abs(v[0])), 0.01);
        Assert.All(u, v => Assert.Equal(1, DoubleFunctions.Dot(v, v), 9));
    }

    [Fact]
    public void It_begins_in_the_middle_and_after_a_step_in_vain_goes_the_opposite_way()
    {
        List<KnownTrial> trials = Play(p => Math.Abs(p[0] - 0.5), 3).Trials;
        double[] middle = Point(trials[0]), first = Point(trials[1]), second = Point(trials[2]);
        Assert.Equal([0.5, 0.5, 0.5], middle);
        Assert.Equal(0.1 * Math.Sqrt(3), FrugalSpace.Apart(middle, first), 9);
        Assert.All(Enumerable.Range(0, 3), d => Assert.Equal(0.5, (first[d] + second[d]) / 2, 9));
    }

    [Fact]
    public void After_a_step_that_found_something_better_it_goes_the_same_way_again()
    {
        List<KnownTrial> trials = Play(p => p[0] + p[1] + p[2], 30, seed: 2).Trials;
        int better = Enumerable.Range(1, 28).First(k => trials[k].Loss < trials[k - 1].Loss && k < 3);
        double[] from = Point(trials[0]), to = Point(trials[better]), next = Point(trials[better + 1]);
        Assert.All(Enumerable.Range(0, 3), d => Assert.Equal((2 * to[d]) - from[d], next[d], 9));
    }

    [Fact]
    public void A_search_ends_at_the_least_step_and_each_of_the_next_begins_elsewhere()
    {
        List<KnownTrial> trials = Play(p => Math.Abs(p[0] - 0.5) + Math.Abs(p[1] - 0.5) + Math.Abs(p[2] - 0.5), 400).Trials;
        List<double[]> starts = [];
        LocalSearch search = New(Cube);
        foreach (KnownTrial trial in trials)
        {
            int before = search.Number;
            search.Add(trial);
            if (search.Number > before)
            {
                starts.Add(search.Centre);
            }
        }

        // 0.1 halved six times is below 0.003, six steps each: the first search cannot last longer than it does where nothing gets better.
        Assert.InRange(starts.Count, 3, 12);
        Assert.All(starts, (s, i) => Assert.All(starts[..i], other => Assert.True(FrugalSpace.Apart(s, other) > 0.1)));
    }

    [Fact]
    public void Trials_in_flight_are_different_steps_in_different_directions()
    {
        var proposed = new List<ParameterSet>();
        for (int k = 0; k < 8; k++)
        {
            proposed.Add(new CostFrugalTuner(new CostFrugalTunerOptions()).Propose(new Knowledge(Cube, 1, k, [], proposed, proposed.ToHashSet(), [new Round(0, 0, 0, Cube.Ranges, [])])).Parameters);
        }

        double[][] points = [.. proposed.Select(p => Cube.Encode(p, Cube.Ranges))];
        Assert.All(points, (a, i) => Assert.All(points[..i], b => Assert.True(FrugalSpace.Apart(a, b) > 0.03)));
        double[][] first = [.. points[1..4].Select(p => p.Select(v => (v - 0.5) / 0.1 / Math.Sqrt(3)).ToArray())];
        Assert.All(first, (a, i) => Assert.All(first[..i], b => Assert.InRange(Math.Abs(DoubleFunctions.Dot(a, b)), 0, 0.7)));
    }

    [Fact]
    public void It_descends_also_with_results_that_come_late()
    {
        static double Loss(ParameterSet p) => Math.Pow(p[0] - 0.2, 2) + Math.Pow(p[1] - 0.9, 2) + (3 * Math.Pow(p[2] - 0.4, 2));
        foreach (int lag in (int[])[0, 1, 3, 7])
        {
            double[] best = [.. Enumerable.Range(1, 5).Select(seed => Play(Loss, 150, lag, (ulong)seed).Trials.Min(t => t.Loss))];
            Assert.True(Cases.Median(best) < 1e-3, $"{lag}: {string.Join(' ', best)}");
        }
    }

    [Fact]
    public void Where_the_middle_diverges_it_begins_elsewhere()
    {
        List<KnownTrial> trials = Play(p => p[0] > 0.4 ? double.NaN : p[0] + p[1], 120).Trials;
        Assert.InRange(trials.Min(t => t.Loss), 0, 0.05);
    }

    [Fact]
    public void Whole_numbers_come_to_either_bound_and_choices_change()
    {
        JsonElement[] names = [.. "abc".Select(c => JsonSerializer.SerializeToElement(c.ToString()))];
        var space = new Space([new NumericDimension("n", 1, 9) { Integer = true }, new NumericDimension("m", 1, 4) { Integer = true, Scale = Scale.Log }, new ChoiceDimension("c", names)]);
        foreach (int sign in (int[])[-1, 1])
        {
            foreach (int choice in (int[])[0, 2])
            {
                List<KnownTrial> trials = Cases.Play(new CostFrugalTuner(new CostFrugalTunerOptions()), space, 1, 60, p => (sign * (p[0] + p[1])) + (p[2] == choice ? 0 : 3)).Trials;
                Assert.Equal(sign > 0 ? 2 : -13, trials.Min(t => t.Loss));
            }
        }
    }

    [Fact]
    public void A_search_whose_surroundings_are_used_up_gives_way_to_another()
    {
        LocalSearch search = New(Cube);
        search.Add(Known(0, 0.5, 0.5, 0.5));
        for (int k = 1; k <= 20; k++)
        {
            search.Add(Known(k, 0.9, 0.9, k / 100.0));
        }

        Assert.Equal(3, search.Number);
    }

    [Fact]
    public void Of_equal_losses_the_cheaper_trial_becomes_the_incumbent()
    {
        LocalSearch search = New(Cube);
        search.Add(Known(0, 0.5, 0.5, 0.5) with { Cost = 5 });
        search.Add(Known(1, 0.55, 0.5, 0.5) with { Cost = 7 });
        Assert.Equal(0, search.Incumbent!.Number);
        search.Add(Known(2, 0.45, 0.5, 0.5) with { Cost = 2 });
        Assert.Equal(2, search.Incumbent.Number);
    }

    [Fact]
    public void Knowing_the_costs_it_comes_to_the_goal_for_less()
    {
        // An epoch costs up to a thousand times as much along x0, which matters little for the loss.
        static double Cost(ParameterSet p) => Math.Round(10 * Math.Pow(10, 3 * p[0]));
        static double Loss(ParameterSet p) => Math.Pow(p[1] - 0.85, 2) + Math.Pow(p[2] - 0.2, 2) + (0.02 * Math.Pow(p[0] - 0.3, 2));
        static double ToGoal(ulong seed, bool isTold)
        {
            double sum = 0;
            foreach (KnownTrial trial in Cases.Play(new CostFrugalTuner(new CostFrugalTunerOptions()), Cube, seed, 150, Loss, 0, isTold ? Cost : null).Trials)
            {
                sum += Cost(trial.Parameters);
                if (trial.Loss < 0.002)
                {
                    break;
                }
            }

            return sum;
        }

        double[] told = [.. Enumerable.Range(1, 20).Select(seed => ToGoal((ulong)seed, true))], untold = [.. Enumerable.Range(1, 20).Select(seed => ToGoal((ulong)seed, false))];
        Assert.True(Cases.Median(told) < 0.6 * Cases.Median(untold), $"{Cases.Median(told)} {Cases.Median(untold)}");
        Assert.True(told.Sum() < 0.6 * untold.Sum(), $"{told.Sum()} {untold.Sum()}");
    }

    private static (List<KnownTrial> Trials, List<Round> Rounds) Play(Func<ParameterSet, double> loss, int trials, int lag = 0, ulong seed = 1) =>
        Cases.Play(new CostFrugalTuner(new CostFrugalTunerOptions()), Cube, seed, trials, loss, lag);

    private static LocalSearch New(Space space) =>
        new(new FrugalSpace(space, space.Ranges), new CostFrugalTunerOptions(), new SobolSequence(space.Dimensions.Count, new RandomStream(1, StreamPurpose.Design)), 1);

    private static double[] Point(KnownTrial trial) => Cube.Encode(trial.Parameters, Cube.Ranges);

    private static KnownTrial Known(int number, params double[] point) => new(number, Cube.Decode(point, Cube.Ranges), Outcome.Completed, 0);
}
