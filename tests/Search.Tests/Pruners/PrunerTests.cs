using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tests.Pruners;

public sealed class PrunerTests
{
    private static readonly ObjectiveOptions Minimize = new() { Metric = "m", Direction = Direction.Minimize };

    [Theory]
    [InlineData(81, "4: 81 at 1,3,9,27; 3: 34 at 3,9,27; 2: 15 at 9,27; 1: 8 at 27; 0: 5 at ")]
    [InlineData(243, "5: 243 at 1,3,9,27,81; 4: 98 at 3,9,27,81; 3: 41 at 9,27,81; 2: 18 at 27,81; 1: 9 at 81; 0: 6 at ")]
    [InlineData(80, "3: 27 at 2,8,26; 2: 12 at 8,26; 1: 6 at 26; 0: 4 at ")]
    [InlineData(1, "0: 1 at ")]
    public void Hyperband_has_the_brackets_of_Algorithm_1_at_powers_of_the_factor_too(int budget, string due) =>
        Assert.Equal(due, string.Join("; ", HyperbandBracket.All(1, budget, 3).Select(b => $"{b.S}: {b.Trials} at {string.Join(',', b.Rungs)}")));

    [Fact]
    public void Hyperband_goes_through_its_brackets_in_order_and_again()
    {
        IReadOnlyList<HyperbandBracket> brackets = HyperbandBracket.All(1, 9, 3);
        Assert.Equal([9, 5, 3], brackets.Select(b => b.Trials));
        Assert.Equal([2, 1, 1, 0, 2], ((int[])[8, 9, 13, 14, 17]).Select(t => HyperbandPruner.BracketOf(brackets, t).S));
    }

    [Theory]
    [InlineData(1, 3, 27, "1,3,9")]
    [InlineData(1, 3, 28, "1,3,9,27")]
    [InlineData(5, 2, 41, "5,10,20,40")]
    [InlineData(7, 4, 7, "")]
    public void Asha_has_rungs_at_powers_of_the_factor_before_the_end(int first, int factor, int budget, string due) =>
        Assert.Equal(due, string.Join(',', RungLadder.From(first, factor, budget)));

    [Fact]
    public void Asha_lets_the_best_of_every_factor_trials_go_on()
    {
        // Seven are at the first rung; with the new one 8, of which 2 go on: it must not be worse than the second of them.
        var rule = (CeilingRule)new AshaPruner(new AshaPrunerOptions { Factor = 4 }).RuleFor(new PrunerKnowledge(7, 5, Curves([7], [3], [5], [2], [9], [8], [6])))!;
        Assert.Equal([new Ceiling(1, 3, "number 2 of 7 trials at this rung")], rule.Ceilings);
        Assert.Null(rule.ReasonToStop(Own(3)));
        Assert.Equal("pruned at epoch 1: 3.1 is worse than 3, number 2 of 7 trials at this rung", rule.ReasonToStop(Own(3.1)));
    }

    [Fact]
    public void The_median_rule_compares_the_best_value_so_far_with_the_median_after_the_same_epoch()
    {
        PrunerRule rule = new PercentilePruner(new PercentilePrunerOptions { Percentile = 50, StartTrials = 3 }).RuleFor(new PrunerKnowledge(3, 2, Curves([1, 1], [2, 2], [3, 3])))!;
        Assert.Null(rule.ReasonToStop(Own(2)));
        Assert.Equal("pruned at epoch 1: 2.5 is worse than 2, the median of 3 trials", rule.ReasonToStop(Own(2.5)));
        Assert.Null(new PercentilePruner(new PercentilePrunerOptions { StartTrials = 4 }).RuleFor(new PrunerKnowledge(3, 2, Curves([1, 1], [2, 2], [3, 3]))));
    }

    [Fact]
    public void Thresholds_are_values_of_the_metric_in_either_direction()
    {
        var maximize = new ObjectiveOptions { Metric = "m", Direction = Direction.Maximize };
        var known = new PrunerKnowledge(0, 9, []);
        PrunerRule rule = new ThresholdPruner(new ThresholdPrunerOptions { Lower = 0.2, WarmupEpochs = 1 }, maximize).RuleFor(known);
        Assert.Null(rule.ReasonToStop(Own(maximize, 0.1)));
        Assert.Equal("pruned at epoch 2: 0.1 is worse than 0.2", rule.ReasonToStop(Own(maximize, 0.3, 0.1)));
        Assert.Null(rule.ReasonToStop(Own(maximize, 0.1, 0.3)));
        Assert.NotNull(new ThresholdPruner(new ThresholdPrunerOptions { Upper = 5 }, Minimize).RuleFor(known).ReasonToStop(Own(6)));
    }

    [Fact]
    public void Patience_ends_when_the_last_epochs_brought_nothing()
    {
        PrunerRule rule = new PatiencePruner(new PatiencePrunerOptions { Epochs = 2, MinDelta = 0.5 }).RuleFor(new PrunerKnowledge(0, 9, []));
        Assert.Null(rule.ReasonToStop(Own(5, 4.9)));
        Assert.Null(rule.ReasonToStop(Own(5, 4.9, 4.4)));
        Assert.Equal("pruned at epoch 3: no better than 5 for 2 epochs", rule.ReasonToStop(Own(5, 4.9, 4.6)));
    }

    [Fact]
    public void The_best_epoch_counts_where_the_objective_says_so()
    {
        var best = new LossCurve(Minimize with { At = ObjectiveEpoch.Best });
        Array.ForEach([3.0, 5, double.NaN, 2], best.Add);
        Assert.Equal([3, 3, 3, 2], best.Losses);
    }

    private static KnownCurve[] Curves(params double[][] losses) => [.. losses.Select((l, i) => new KnownCurve(i, 5, l, l.Length, Outcome.Completed))];

    private static LossCurve Own(params double[] values) => Own(Minimize, values);

    private static LossCurve Own(ObjectiveOptions objective, params double[] values)
    {
        var curve = new LossCurve(objective);
        Array.ForEach(values, curve.Add);
        return curve;
    }
}
