using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class NarrowingTunerTests
{
    private static readonly Space Rates = new(
    [
        new NumericDimension("optimizer.learningRate", 1e-6, 1e-2) { Scale = Scale.Log, Limits = new SearchRange(1e-7, 10) },
        new NumericDimension("optimizer.weightDecay", 1e-8, 1e-4) { Scale = Scale.Log },
    ]);

    private static readonly Space Shut = new([new NumericDimension("optimizer.learningRate", 1e-6, 1e-2) { Scale = Scale.Log }]);

    [Fact]
    public void An_optimum_outside_the_first_range_is_found_in_every_study_where_limits_allow_and_in_none_where_they_do_not()
    {
        static double Loss(ParameterSet p) => Math.Pow(Math.Log10(p[0]) - Math.Log10(0.3), 2);
        var best = new List<double>();
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (List<KnownTrial> trials, List<Round> rounds) = Cases.Play(new NarrowingTuner(new NarrowingTunerOptions(), 100), Rates, seed, 100, Loss, lag: 3);
            Assert.Equal(3, rounds.Count);
            best.Add(trials.MinBy(t => t.Loss)!.Parameters[0]);
            Assert.True(Cases.Play(new NarrowingTuner(new NarrowingTunerOptions(), 100), Shut, seed, 100, Loss, lag: 3).Trials.All(t => t.Parameters[0] <= 1e-2));
        }

        // A tenth of the first range's four decades, on either side of 0.3.
        Assert.All(best, rate => Assert.InRange(Math.Log10(rate / 0.3), -0.4, 0.4));
    }

    [Fact]
    public void A_dimension_without_influence_stays_in_most_studies_while_the_other_one_moves()
    {
        static double Loss(ParameterSet p) => Math.Abs(Math.Log10(p[0]) + 4);
        int stayed = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Round last = Cases.Play(new NarrowingTuner(new NarrowingTunerOptions(), 100), Rates, seed, 100, Loss).Rounds[^1];
            stayed += last.Moves[1].Why.StartsWith("stays: made no difference", StringComparison.Ordinal) ? 1 : 0;
            Assert.True(last.Ranges[0].Contains(1e-4));
        }

        Assert.InRange(stayed, 16, 20);
    }

    [Fact]
    public void A_round_begins_at_the_first_trial_that_knows_as_many_newly_ended_trials()
    {
        foreach (int lag in (int[])[0, 1, 3, 7])
        {
            List<Round> rounds = Cases.Play(new NarrowingTuner(new NarrowingTunerOptions { Rounds = 4 }, 30), Rates, 1, 30, p => p[0], lag).Rounds;
            int[] due = [.. new[] { 0, 8, 16, 24 }.Select(ended => ended == 0 ? 0 : ended + lag).Where(first => first < 30)];
            Assert.Equal(due, rounds.Select(r => r.FirstTrial));
        }
    }

    [Fact]
    public void Where_more_trials_run_at_once_than_a_round_has_rounds_come_late_or_never_and_nothing_breaks()
    {
        Assert.Single(Cases.Play(new NarrowingTuner(new NarrowingTunerOptions { Rounds = 10 }, 30), Rates, 1, 30, p => p[0], lag: 100).Rounds);
        Assert.Equal(4, Cases.Play(new NarrowingTuner(new NarrowingTunerOptions { Rounds = 10 }, 30), Rates, 1, 30, p => p[0], lag: 20).Rounds.Count);
    }

    [Fact]
    public void An_extension_adds_rounds_of_the_same_size()
    {
        var tuner = new NarrowingTuner(new NarrowingTunerOptions { Rounds = 3 }, 30);
        (List<KnownTrial> first, _) = Cases.Play(tuner, Rates, 1, 30, p => p[0]);
        (List<KnownTrial> extended, List<Round> rounds) = Cases.Play(tuner, Rates, 1, 60, p => p[0]);
        Assert.Equal([0, 10, 20, 30, 40, 50], rounds.Select(r => r.FirstTrial));
        Assert.Equal(first.Select(t => t.Parameters), extended.Take(30).Select(t => t.Parameters));
    }

    [Fact]
    public void Trials_outside_the_present_range_do_not_count()
    {
        // Outside of 0..1 all are better, and would pull the range to its upper end.
        var space = new Space([new NumericDimension("x", 0, 3)]);
        KnownTrial[] inside = [.. Enumerable.Range(0, 40).Select(i => Known(space, i, (i + 0.5) / 120, Math.Abs(((i + 0.5) / 40) - 0.2)))];
        KnownTrial[] outside = [.. Enumerable.Range(40, 40).Select(i => Known(space, i, 0.4 + (i / 400.0), -1))];
        RangeMove expected = MoveOf(space, inside), actual = MoveOf(space, [.. inside, .. outside]);
        Assert.Equal(expected, actual);
        Assert.Contains("of 40", actual.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_in_which_a_dimension_was_inactive_are_left_out_for_it_and_choices_never_move()
    {
        JsonElement[] choices = [.. new[] { "sgd", "momentum" }.Select(c => JsonSerializer.SerializeToElement(c))];
        var space = new Space([new ChoiceDimension("type", choices), new NumericDimension("momentum", 0, 1) { When = [new Condition("type", [choices[1]])] }]);
        KnownTrial[] trials = [.. Enumerable.Range(0, 80).Select(i => new KnownTrial(
            i, space.Decode([i % 2 == 0 ? 0 : 1, (i + 0.5) / 80], space.Ranges), Outcome.Completed, i % 2 == 0 ? -5 : i))];
        var known = new Knowledge(space, 1, 80, trials, [], new HashSet<ParameterSet>(), [new Round(0, 0, 0, space.Ranges, [])]);
        RangeMove move = Assert.Single(new NarrowingTuner(new NarrowingTunerOptions { Rounds = 1 }, 80).Propose(known).NewRound!.Moves);
        Assert.Equal(1, move.Dimension);
        Assert.StartsWith("narrows: the best 10 of 40 lie in ", move.Why, StringComparison.Ordinal);
    }

    private static KnownTrial Known(Space space, int number, double unit, double loss) => new(number, space.Decode([unit], space.Ranges), Outcome.Completed, loss);

    private static RangeMove MoveOf(Space space, KnownTrial[] trials)
    {
        var present = new Round(1, 0, 0, [new SearchRange(0, 1)], []);
        var known = new Knowledge(space, 1, trials.Length, trials, [], new HashSet<ParameterSet>(), [new Round(0, 0, 0, space.Ranges, []), present]);
        return Assert.Single(new NarrowingTuner(new NarrowingTunerOptions { Rounds = 1 }, 20).Propose(known).NewRound!.Moves);
    }
}
