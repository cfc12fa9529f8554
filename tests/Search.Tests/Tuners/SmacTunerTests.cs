using System.Text.Json;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Forests;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class SmacTunerTests
{
    private static readonly Space Square = new([new NumericDimension("x", 0, 1), new NumericDimension("y", 0, 1)]);

    // Hutter, Hoos and Leyton-Brown (2011), section 4.3: a local search ends where no neighbour is better, and "we always found" more improvement there than at the random points.
    [Fact]
    public void Local_search_ends_at_a_better_place_than_all_random_points()
    {
        (ForestSpace space, RandomForest forest) = Fitted(60);
        var draws = new RandomStream(1, StreamPurpose.Proposal);
        ParameterSet[] trials = [Square.Decode([0.35, 0.65], Square.Ranges)];
        double Improvement(ParameterSet p) => forest.Predict(space.Code(p)) is var (mean, variance) && Math.Sqrt(Math.Max(variance, 1e-10)) is var deviation
            ? Math.Log(deviation) + LogExpectedImprovement.At((0.01 - mean) / deviation).Log : 0;
        ParameterSet found = new NeighbourSearch(space, forest, 0.01, draws).Find(100, trials, _ => true)[0];
        ParameterSet[] random = [.. Enumerable.Range(0, 100).Select(_ => Square.Decode([draws.NextUnit(), draws.NextUnit()], Square.Ranges))];
        Assert.True(Improvement(found) >= random.Max(Improvement), $"{found}: {Improvement(found)}, at random {random.Max(Improvement)}");
        Assert.True(Improvement(found) >= Improvement(trials[0]));
    }

    [Fact]
    public void Pending_trials_keep_new_ones_apart()
    {
        List<KnownTrial> ended = [.. Cases.Play(new RandomTuner(), Square, 1, 20, Bowl).Trials];
        List<ParameterSet> pending = [];
        var tuner = new SmacTuner(new SmacTunerOptions { RandomShare = 0 });
        for (int k = 20; k < 28; k++)
        {
            pending.Add(tuner.Propose(new Knowledge(Square, 1, k, ended, [.. pending], ended.Select(t => t.Parameters).Concat(pending).ToHashSet(), [new Round(0, 0, 0, Square.Ranges, [])])).Parameters);
        }

        Assert.Equal(8, pending.Distinct().Count());
        double[] distances = [.. from i in Enumerable.Range(0, 8) from j in Enumerable.Range(0, i) select Math.Abs(pending[i][0] - pending[j][0]) + Math.Abs(pending[i][1] - pending[j][1])];
        Assert.True(Cases.Median(distances) > 0.02, $"median distance {Cases.Median(distances)}");
    }

    [Fact]
    public void Some_trials_are_random_and_with_a_share_of_one_all_are()
    {
        KnownTrial[] ended = [.. Cases.Play(new RandomTuner(), Square, 1, 20, Bowl).Trials];
        int Random(double share) => Enumerable.Range(100, 200).Count(trial =>
        {
            var known = new Knowledge(Square, 1, trial, ended, [], new HashSet<ParameterSet>(), [new Round(0, 0, 0, Square.Ranges, [])]);
            return new SmacTuner(new SmacTunerOptions { RandomShare = share, Trees = 2, Candidates = 10 }).Propose(known).Parameters.Equals(new RandomTuner().Propose(known).Parameters);
        });
        Assert.Equal(0, Random(0));
        Assert.InRange(Random(0.25), 30, 70);
        Assert.Equal(200, Random(1));
    }

    [Fact]
    public void Only_diverged_trials_around_leave_it_able_to_propose()
    {
        List<KnownTrial> trials = Cases.Play(new SmacTuner(new SmacTunerOptions { StartTrials = 4 }), Square, 1, 40, p => p[0] > 0.1 ? double.NaN : p[1]).Trials;
        Assert.Equal(40, trials.Select(t => t.Parameters).Distinct().Count());
        Assert.True(trials.Skip(20).Count(t => t.Outcome == Outcome.Completed) > trials.Take(10).Count(t => t.Outcome == Outcome.Completed) + 3);
    }

    [Fact]
    public void Integers_reach_both_their_bounds()
    {
        foreach (int end in (int[])[1, 9])
        {
            var space = new Space([new NumericDimension("n", 1, 9) { Integer = true }, new NumericDimension("x", 0, 1)]);
            List<KnownTrial> trials = Cases.Play(new SmacTuner(new SmacTunerOptions()), space, 2, 40, p => Math.Abs(p[0] - end) + (0.1 * p[1])).Trials;
            Assert.True(trials.Count(t => t.Parameters[0] == end) > 15);
        }
    }

    [Fact]
    public void A_choice_and_what_hangs_on_it_are_found_together()
    {
        JsonElement Text(string value) => JsonSerializer.SerializeToElement(value);
        var space = new Space(
        [
            new ChoiceDimension("type", [Text("a"), Text("b"), Text("c"), Text("d")]),
            new NumericDimension("m", 0, 1) { When = [new Condition("type", [Text("c")])] },
            new NumericDimension("x", 0, 1),
        ]);
        double Loss(ParameterSet p) => (p[0] == 2 ? Math.Abs(p[1] - 0.8) : 1) + (0.1 * p[2]);
        double smac = Cases.Median(Enumerable.Range(1, 9).Select(seed => Cases.Play(new SmacTuner(new SmacTunerOptions()), space, (ulong)seed, 60, Loss).Trials.Min(t => t.Loss)));
        double random = Cases.Median(Enumerable.Range(1, 9).Select(seed => Cases.Play(new RandomTuner(), space, (ulong)seed, 60, Loss).Trials.Min(t => t.Loss)));
        Assert.True(smac < random / 3, $"{smac}, random {random}");
    }

    [Fact]
    public void On_a_quadratic_it_beats_random_search_in_the_median_of_20_seeds_at_50_trials()
    {
        double Best(ITuner tuner, ulong seed) => Cases.Play(tuner, Square, seed, 50, Bowl).Trials.Min(t => t.Loss);
        double smac = Cases.Median(Enumerable.Range(1, 20).Select(seed => Best(new SmacTuner(new SmacTunerOptions()), (ulong)seed)));
        double random = Cases.Median(Enumerable.Range(1, 20).Select(seed => Best(new RandomTuner(), (ulong)seed)));
        Assert.True(smac < random / 4, $"{smac}, random {random}");
    }

    [Fact]
    public void A_history_too_long_for_a_tree_still_leads_to_the_best()
    {
        List<KnownTrial> trials = Cases.Play(new RandomTuner(), Square, 1, 2500, Bowl).Trials;
        var tuner = new SmacTuner(new SmacTunerOptions { RandomShare = 0 });
        double[] losses = [.. Enumerable.Range(2500, 5).Select(k => Bowl(tuner.Propose(new Knowledge(
            Square, 1, k, trials, [Square.Decode([0.1, 0.1], Square.Ranges)], trials.Select(t => t.Parameters).ToHashSet(), [new Round(0, 0, 0, Square.Ranges, [])])).Parameters))];
        double[] known = [.. trials.Select(t => t.Loss).Order()];
        Assert.True(Cases.Median(losses) < known[25], $"{Cases.Median(losses)}; the best hundredth of the known begins at {known[25]}");
    }

    private static double Bowl(ParameterSet p) => Math.Pow(p[0] - 0.3, 2) + Math.Pow(p[1] - 0.7, 2);

    private static (ForestSpace Space, RandomForest Forest) Fitted(int trials)
    {
        var space = new ForestSpace(Square, Square.Ranges);
        List<KnownTrial> known = Cases.Play(new RandomTuner(), Square, 1, trials, Bowl).Trials;
        var points = new ForestPoints([.. known.Select(t => space.Code(t.Parameters))], [.. known.Select(t => t.Loss)], space.Categories);
        return (space, RandomForest.Grow(points, new ForestSettings { RandomThresholds = true, Bootstrap = true }, t => new RandomStream(1, StreamPurpose.Proposal, 0, t)));
    }
}
