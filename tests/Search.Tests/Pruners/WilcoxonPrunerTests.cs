using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tests.Pruners;

public sealed class WilcoxonPrunerTests
{
    private static readonly ObjectiveOptions Maximize = new() { Metric = "m", Direction = Direction.Maximize };

    // Wilcoxon's table of critical values, one-sided: the greatest rank sum whose probability is not above the level.
    [Theory]
    [InlineData(5, 0.05, 0)]
    [InlineData(8, 0.05, 5)]
    [InlineData(10, 0.05, 10)]
    [InlineData(15, 0.05, 30)]
    [InlineData(20, 0.05, 60)]
    [InlineData(25, 0.05, 100)]
    [InlineData(30, 0.05, 151)]
    [InlineData(50, 0.05, 466)]
    [InlineData(10, 0.01, 5)]
    [InlineData(20, 0.01, 43)]
    [InlineData(50, 0.01, 397)]
    public void Critical_values_are_those_of_the_table(int n, double level, int critical)
    {
        Assert.InRange(SignedRankTest.ProbabilityOfGreater(WithNegativeSum(n, critical)), 0, level);
        Assert.InRange(SignedRankTest.ProbabilityOfGreater(WithNegativeSum(n, critical + 1)), level, 1);
    }

    // Darwin's data on the heights of crossed and self-fertilized maize, as scipy's documentation has it: statistic 96, p = 0.0206298828125 for the alternative of greater.
    [Fact]
    public void Darwins_maize_has_the_published_probability()
    {
        double[] differences = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];
        Assert.Equal(0.0206298828125, SignedRankTest.ProbabilityOfGreater(differences), 15);
    }

    [Fact]
    public void Ties_share_their_ranks_and_zeros_push_the_others_up_by_hand_count()
    {
        // Ranks 1.5, 1.5, 3, of which 1.5 is negative: of the 8 patterns 6, 4.5 and 4.5 are at least 4.5.
        Assert.Equal(3 / 8.0, SignedRankTest.ProbabilityOfGreater([1, -1, 2]), 15);

        // Pratt: with a zero the ranks are 2, 3, 4 and the sum 7 is reached by 9 and 7 alone; without it 1, 2, 3 and 5 likewise.
        Assert.Equal(2 / 8.0, SignedRankTest.ProbabilityOfGreater([0, -1, 2, 3]), 15);
        Assert.Equal(1, SignedRankTest.ProbabilityOfGreater([0, 0, 0]));
        Assert.Equal(1 / 8.0, SignedRankTest.ProbabilityOfGreater([double.PositiveInfinity, 1, 2]), 15);
    }

    [Fact]
    public void Beyond_fifty_the_normal_distribution_goes_on_where_counting_ended()
    {
        for (int sum = 300; sum <= 900; sum += 100)
        {
            double[] counted = WithNegativeSum(50, sum);
            double[] approximated = [.. counted.Select(d => d + Math.Sign(d)), 1];
            double expected = Exact([.. Enumerable.Range(1, 51)], approximated.Where(d => d > 0).Sum());
            Assert.Equal(expected, SignedRankTest.ProbabilityOfGreater(approximated), 1e-4);
        }
    }

    [Fact]
    public void A_trial_that_is_worse_fold_by_fold_is_stopped_and_told_why()
    {
        double[] best = [0.9, 0.5, 0.7, 0.8, 0.6];
        PrunerRule rule = Rule(best, [0.3, 0.4, 0.5, 0.6, 0.5])!;
        Assert.Null(rule.ReasonToStop(Own(0.8, 0.45)));
        Assert.Null(rule.ReasonToStop(Own(0.8, 0.45, 0.6)));
        Assert.Equal("pruned at epoch 4: worse than trial 0 after 4 of 4 epochs and better after 0 (signed-rank test, p = 0.062)", rule.ReasonToStop(Own(0.8, 0.45, 0.6, 0.75)));
        Assert.Null(rule.ReasonToStop(Own(0.95, 0.45, 0.6, 0.75)));
    }

    [Fact]
    public void One_great_gain_among_small_losses_is_no_reason_to_stop() =>
        Assert.Null(Rule([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])!.ReasonToStop(Own(0.49, 0.48, 0.47, 0.46, 0.45, 0.99)));

    [Fact]
    public void An_order_of_the_folds_that_is_the_same_for_both_does_not_matter()
    {
        string? Reason(double[] own, double[] best) => Rule(best)!.ReasonToStop(Own(own));
        Assert.Equal(Reason([0.8, 0.45, 0.6, 0.75], [0.9, 0.5, 0.7, 0.8]), Reason([0.75, 0.6, 0.45, 0.8], [0.8, 0.7, 0.5, 0.9]));
    }

    [Fact]
    public void Nothing_is_stopped_before_a_trial_has_completed() =>
        Assert.Null(new WilcoxonPruner(new WilcoxonPrunerOptions()).RuleFor(new PrunerKnowledge(1, 5, [new KnownCurve(0, 5, Own(0.9, 0.9, 0.9).Losses, 3, null)])));

    /// <summary>Differences of the sizes 1 to n, of which the negative ones sum up to something.</summary>
    private static double[] WithNegativeSum(int n, int sum)
    {
        double[] differences = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        for (int size = n; size >= 1; size--)
        {
            if (size <= sum)
            {
                differences[size - 1] = -size;
                sum -= size;
            }
        }

        Assert.Equal(0, sum);
        return differences;
    }

    /// <summary>By recursion over the ranks, in the order in which they are given.</summary>
    private static double Exact(int[] ranks, double positive)
    {
        var patterns = new Dictionary<int, double> { [0] = 1 };
        foreach (int rank in ranks)
        {
            patterns = patterns.SelectMany(p => new[] { (p.Key, p.Value), (p.Key + rank, p.Value) }).GroupBy(p => p.Item1).ToDictionary(g => g.Key, g => g.Sum(p => p.Item2 / 2));
        }

        return patterns.Where(p => p.Key >= positive).Sum(p => p.Value);
    }

    private static PrunerRule? Rule(params double[][] known) => new WilcoxonPruner(new WilcoxonPrunerOptions()).RuleFor(
        new PrunerKnowledge(known.Length, known[0].Length, [.. known.Select((v, i) => new KnownCurve(i, v.Length, Own(v).Losses, v.Length, Outcome.Completed))]));

    private static LossCurve Own(params double[] values)
    {
        var curve = new LossCurve(Maximize);
        Array.ForEach(values, curve.Add);
        return curve;
    }
}
