using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class RangeRuleTests
{
    private static readonly NumericDimension Unit = new("x", 0, 1);
    private static readonly NumericDimension Rate = new("optimizer.learningRate", 1e-6, 1e-2) { Scale = Scale.Log, Limits = new SearchRange(1e-7, 10) };

    [Fact]
    public void A_dimension_without_influence_keeps_its_range_and_is_said_to_have_made_no_difference()
    {
        var draws = new RandomStream(1, StreamPurpose.Retrain);
        (SearchRange range, string why) = Next(Unit, Evenly(40).Select(x => (x, draws.NextUnit())));
        Assert.Equal(Unit.Range, range);
        Assert.StartsWith("stays: made no difference, the best 10 of 40 are spread like all (p = ", why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_new_range_spans_the_best_quarter_with_an_average_gap_on_either_side()
    {
        // The best 25 of 100 are 0.375 to 0.615, 0.01 apart.
        (SearchRange range, string why) = Next(Unit, Evenly(100).Select(x => (x, Math.Abs(x - 0.5))));
        Assert.Equal(0.365, range.Min, 12);
        Assert.Equal(0.625, range.Max, 12);
        Assert.StartsWith("narrows: the best 25 of 100 lie in 0.375..0.615 (p = ", why, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_never_narrower_than_a_quarter_of_the_old_one()
    {
        (SearchRange range, _) = Next(Unit, [.. Evenly(75).Select(x => (x, 1.0)), .. Evenly(25).Select(x => (0.6 + (0.01 * x), 0.0))]);
        Assert.Equal(0.25, range.Max - range.Min, 12);
        Assert.InRange(0.605, range.Min, range.Max);
    }

    [Fact]
    public void The_scale_is_the_dimensions_own()
    {
        (SearchRange range, _) = Next(Rate with { Limits = null }, Evenly(100).Select(x => (Math.Pow(10, -6 + (4 * x)), Math.Abs(x - 0.5))));
        Assert.Equal(-6 + (4 * 0.365), Math.Log10(range.Min), 9);
        Assert.Equal(-6 + (4 * 0.625), Math.Log10(range.Max), 9);
    }

    [Fact]
    public void Where_the_best_lie_at_an_edge_the_range_moves_past_it_by_half_its_width_and_says_why()
    {
        (SearchRange range, string why) = Next(Rate, Evenly(100).Select(x => (Math.Pow(10, -6 + (4 * x)), -x)));
        Assert.Equal(1, range.Max, 9);
        Assert.True(range.Min > Rate.Min);
        Assert.StartsWith("none of 100 lies beyond the best 25 at the upper end of optimizer.learningRate: 0.01 -> 1, limit 10; narrows: ", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_worse_trial_at_an_edge_may_be_bad_luck_and_two_prove_the_end(int worse, bool widens)
    {
        (SearchRange range, string why) = Next(Rate, Evenly(60).Select((x, n) => (Math.Pow(10, -6 + (4 * x)), n >= 60 - worse ? 5 : -x)));
        Assert.Equal(widens, range.Max > Rate.Max);
        Assert.Equal(widens, why.StartsWith("only 1 of 60 lies beyond the best 15 at the upper end of optimizer.learningRate: ", StringComparison.Ordinal));
    }

    [Fact]
    public void It_moves_no_further_than_the_limit_and_not_at_all_without_one()
    {
        IEnumerable<(double, double)> trials = [.. Evenly(100).Select(x => (Math.Pow(10, -6 + (4 * x)), -x))];
        Assert.Equal(0.05, Next(Rate with { Limits = new SearchRange(1e-6, 0.05) }, trials).Range.Max);
        Assert.Equal(0.01, Next(Rate with { Limits = new SearchRange(1e-7, 0.01) }, trials).Range.Max);
        Assert.Equal(0.01, Next(Rate with { Limits = null }, trials).Range.Max);
    }

    [Fact]
    public void The_lower_edge_is_widened_likewise()
    {
        (SearchRange range, string why) = Next(Rate, Evenly(100).Select(x => (Math.Pow(10, -6 + (4 * x)), x)));
        Assert.Equal(1e-7, range.Min, 1e-20);
        Assert.StartsWith("none of 100 lies beyond the best 25 at the lower end of optimizer.learningRate: 1E-06 -> 1E-07, limit 1E-07; narrows: ", why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_diverged_or_failed_ranks_behind_everything_that_completed()
    {
        // Better and better up to 0.7, where all diverges.
        var trials = Evenly(100).Select((x, n) => (Trial(n, x > 0.7 ? Outcome.Diverged : Outcome.Completed, x > 0.7 ? double.PositiveInfinity : -x), x)).ToArray();
        (SearchRange range, _) = RangeRule.Next(Unit, Unit.Range, trials);
        Assert.InRange(range.Max, 0.7, 0.75);
        Assert.InRange(range.Min, 0.4, 0.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void With_fewer_than_five_completed_trials_the_range_stays(int completed)
    {
        var trials = Evenly(20).Select((x, n) => (Trial(n, n < completed ? Outcome.Completed : Outcome.Diverged, n), x)).ToArray();
        Assert.Equal((Unit.Range, $"stays: only {completed} of 20 known trials completed"), RangeRule.Next(Unit, Unit.Range, trials));
        Assert.Equal(Unit.Range, RangeRule.Next(Unit, Unit.Range, []).Range);
    }

    [Fact]
    public void Whole_numbers_stay_whole_and_ends_move_outward_to_them()
    {
        var dimension = new NumericDimension("n", 1, 100) { Integer = true };
        (SearchRange range, _) = Next(dimension, Enumerable.Range(1, 100).Select(n => ((double)n, Math.Abs(n - 50.0))));
        Assert.Equal(new SearchRange(37, 63), range);
        Assert.Equal((new SearchRange(7, 7), "stays: it has one value"), RangeRule.Next(dimension, new SearchRange(7, 7), [.. Enumerable.Range(0, 9).Select(n => (Trial(n, Outcome.Completed, n), 7.0))]));
    }

    [Fact]
    public void The_order_in_which_trials_are_known_does_not_matter()
    {
        (double, double)[] trials = [.. Evenly(40).Select(x => (x, Math.Round(Math.Abs(x - 0.5), 1)))];
        var evidence = trials.Select((t, n) => (Trial(n, Outcome.Completed, t.Item2), t.Item1)).ToArray();
        Assert.Equal(RangeRule.Next(Unit, Unit.Range, evidence), RangeRule.Next(Unit, Unit.Range, [.. evidence.Reverse()]));
    }

    private static IEnumerable<double> Evenly(int count) => Enumerable.Range(0, count).Select(i => (i + 0.5) / count);

    private static KnownTrial Trial(int number, Outcome outcome, double loss) => new(number, new Space([Unit]).Decode([0], [Unit.Range]), outcome, loss);

    private static (SearchRange Range, string Why) Next(NumericDimension dimension, IEnumerable<(double Value, double Loss)> trials) =>
        RangeRule.Next(dimension, dimension.Range, [.. trials.Select((t, n) => (Trial(n, Outcome.Completed, t.Loss), t.Value))]);
}
