using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using MathNet.Numerics.Distributions;

namespace HyperSearch.Search.Tests.Studies;

public sealed class ConfirmationTests
{
    [Fact]
    public void A_winner_that_is_better_on_every_seed_beats_the_others_with_the_probability()
    {
        Confirmation[] confirmed = [.. Confirmation.Of(ConfirmedStudies.Of(2, 0.91, 0.88, 0.90, 0.875, 0.93, 0.90, 0.92, 0.88, 0.905, 0.87))];
        Assert.Equal(2, confirmed[0].Trial.Number);
        Assert.Equal("best mean of the repeated trials: 0.913 +- 0.012 (standard deviation) over 5 of 5 fresh seeds; beats trial 1 (better with probability > 0.99)", confirmed[0].Verdict);
        Assert.EndsWith("; beaten by trial 2 (better with probability < 0.01)", confirmed[1].Verdict, StringComparison.Ordinal);
    }

    // Differences 0.01, -0.02, 0.03, 0, 0.005: mean 0.005, standard error 0.00806; t = 0.620 with 4 degrees of freedom is passed with probability 0.28.
    [Fact]
    public void Where_seeds_decide_who_is_better_it_is_a_tie()
    {
        Confirmation[] confirmed = [.. Confirmation.Of(ConfirmedStudies.Of(2, 0.90, 0.89, 0.90, 0.92, 0.93, 0.90, 0.91, 0.91, 0.90, 0.895))];
        Assert.EndsWith("; tie with trial 1 (better with probability 0.72)", confirmed[0].Verdict, StringComparison.Ordinal);
        Assert.EndsWith("; tie with trial 2 (better with probability 0.28)", confirmed[1].Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_tie_the_cheaper_one_wins_and_the_verdict_says_so()
    {
        double[] values = [0.90, 0.89, 0.90, 0.92, 0.93, 0.90, 0.91, 0.91, 0.90, 0.895];
        Confirmation[] confirmed = [.. Confirmation.Of(ConfirmedStudies.Of(2, 5, trial => trial == 1 ? 10 : 11, work => values[((work.Repeat - 1) * 2) + 2 - work.Trial]))];
        Assert.Equal(1, confirmed[0].Trial.Number);
        Assert.StartsWith("cheaper than trial 2, whose mean is 0.005 better, which is a tie; its own mean: 0.903", confirmed[0].Verdict, StringComparison.Ordinal);
    }

    // Two seeds prove nothing: 0.34 behind with a standard error of 0.08 is still no clear case.
    [Fact]
    public void A_cheaper_one_whose_mean_is_far_behind_does_not_win_for_want_of_proof()
    {
        double[] values = [0.72, 0.30, 0.64, 0.38];
        Confirmation[] confirmed = [.. Confirmation.Of(ConfirmedStudies.Of(2, 2, trial => trial == 1 ? 1 : 100, work => values[((work.Repeat - 1) * 2) + 2 - work.Trial]))];
        Assert.Equal(2, confirmed[0].Trial.Number);
        Assert.EndsWith("; tie with trial 1 (better with probability 0.93)", confirmed[0].Verdict, StringComparison.Ordinal);
        Assert.Equal(2, Confirmation.Of(ConfirmedStudies.Of(2, 1, trial => trial == 1 ? 1 : 100, work => values[2 - work.Trial]))[0].Trial.Number);
    }

    // The middle one is a hair behind the best, with much luck between them; the last is always a little better than the middle one.
    [Fact]
    public void A_cheaper_one_that_a_third_one_beats_does_not_win()
    {
        double[] best = [0.95, 0.85, 0.95, 0.85, 0.96], middle = [0.90, 0.90, 0.90, 0.90, 0.91], third = [0.905, 0.905, 0.906, 0.904, 0.915];
        Confirmation[] confirmed = [.. Confirmation.Of(ConfirmedStudies.Of(3, 5, trial => trial == 1 ? 1 : 100, work => (work.Trial == 2 ? best : work.Trial == 1 ? middle : third)[work.Repeat - 1]))];
        Assert.NotEqual(1, confirmed[0].Trial.Number);
        Assert.Contains("beaten by trial 0", confirmed.Single(c => c.Trial.Number == 1).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_clearly_worse_drops_out_after_the_first_rounds_and_the_race_ends_when_one_is_left()
    {
        StudyState state = ConfirmedStudies.Of(3, 20, _ => 1, work => 0.9 - (0.05 * (2 - work.Trial)) + (0.001 * (work.Repeat % 3)) + (work.Trial == 1 && work.Repeat <= 7 ? 0.02 * (work.Repeat % 4) : 0));
        int[] repeats = [.. Enumerable.Range(0, 3).Select(trial => state.Confirmations().Count(w => w.Id.Trial == trial))];
        Assert.Equal(Race.OpenRounds, repeats[0]);
        Assert.InRange(repeats[1], Race.OpenRounds + 1, 19);
        Assert.Equal(repeats[1], repeats[2]);
        Assert.NotNull(state.FinishedHash);
        Assert.Equal(2, Confirmation.Of(state)[0].Trial.Number);
    }

    [Fact]
    public void Trials_that_are_alike_race_to_the_end()
    {
        StudyState state = ConfirmedStudies.Of(3, 12, _ => 1, work => 0.8 + (0.01 * new RandomStream(5, StreamPurpose.Split, work.Trial, work.Repeat).NextGaussian()));
        Assert.Equal(36, state.Confirmations().Count);
    }

    [Fact]
    public void A_trial_that_diverges_on_a_seed_drops_out_of_the_race()
    {
        StudyState state = ConfirmedStudies.Of(2, 9, _ => 1, work => work is { Trial: 2, Repeat: 3 } ? double.NaN : 0.9 - (0.1 * (2 - work.Trial)));
        Assert.Equal(Race.OpenRounds, state.Confirmations().Count(w => w.Id.Trial == 2));
        Assert.Equal(1, Confirmation.Of(state)[0].Trial.Number);
    }

    [Theory]
    [InlineData(0.0, 5)]
    [InlineData(0.01, 5)]
    [InlineData(0.02, 12)]
    public void The_interval_of_the_winner_covers_its_true_mean_in_93_to_97_of_100_studies(double gap, int seeds)
    {
        // Seeds that are good or bad for all, and luck of each; the winner is chosen by the same values that make its interval.
        const int Studies = 2000;
        int covered = 0;
        for (int study = 0; study < Studies; study++)
        {
            double Draw(int a, int b) => new RandomStream((ulong)study, StreamPurpose.Split, a, b).NextGaussian();
            StudyState state = ConfirmedStudies.Of(3, seeds, _ => 1, work => 0.9 - (gap * (2 - work.Trial)) + (0.01 * Draw(100, work.Repeat)) + (0.01 * Draw(work.Trial, work.Repeat)));
            Confirmation winner = Confirmation.Of(state)[0];
            double truth = 0.9 - (gap * (2 - winner.Trial.Number));
            covered += winner.Interval!.Value.Low <= truth && truth <= winner.Interval.Value.High ? 1 : 0;
        }

        Assert.InRange(covered / (double)Studies, 0.93, 0.97);
    }

    [Fact]
    public void Decisions_are_made_at_the_points_of_Students_t()
    {
        for (int pairs = 2; pairs <= 31; pairs++)
        {
            double clear = StudentT.InvCDF(0, 1, pairs - 1, 0.95), veryClear = StudentT.InvCDF(0, 1, pairs - 1, 0.99);
            Assert.Equal((false, true), (new PairedDifference(pairs, 1, clear - 0.001).IsClear, new PairedDifference(pairs, 1, clear + 0.001).IsClear));
            Assert.Equal((false, true), (new PairedDifference(pairs, 1, veryClear - 0.001).IsVeryClear, new PairedDifference(pairs, 1, veryClear + 0.001).IsVeryClear));
        }
    }
}
