using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class GpTunerTests
{
    private static readonly Space Square = new([new NumericDimension("x", 0, 1), new NumericDimension("y", 0, 1)]);

    // Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions", J. Global Optim. 13 (1998), table 1: EGO comes within 1 % of the
    // minimum of Hartman's function of three variables after 35 evaluations.
    [Fact]
    public void Hartmans_minimum_is_found_to_a_percent_in_no_more_evaluations_than_in_the_paper()
    {
        var space = new Space([new NumericDimension("a", 0, 1), new NumericDimension("b", 0, 1), new NumericDimension("c", 0, 1)]);
        double[] alpha = [1, 1.2, 3, 3.2];
        double[][] a = [[3, 10, 30], [.1, 10, 35], [3, 10, 30], [.1, 10, 35]];
        double[][] centers = [[.3689, .1170, .2673], [.4699, .4387, .7470], [.1091, .8732, .5547], [.0381, .5743, .8828]];
        double Hartman(ParameterSet p) => -alpha.Select((weight, i) => weight * Math.Exp(-centers[i].Select((c, d) => a[i][d] * Math.Pow(p[d] - c, 2)).Sum())).Sum();
        double[] reached = [.. Enumerable.Range(1, 5).Select(seed => Cases.Play(new GpTuner(new GpTunerOptions()), space, (ulong)seed, 35, Hartman).Trials.Min(t => t.Loss))];
        Assert.True(Cases.Median(reached) < 0.99 * -3.86278, string.Join(' ', reached));
    }

    [Theory]
    [InlineData("gp", null, 8)]
    [InlineData("gp", "median", 6)]
    [InlineData("auto", null, 8)]
    [InlineData("auto", "median", 6)]
    public void The_start_is_shorter_in_a_study_with_a_pruner(string tuner, string? pruner, int start)
    {
        StudyDefinition study = ToyStudies.Read(Typed(tuner), 30, space: ToyStudies.RateSpace, pruner: pruner is null ? null : Typed(pruner));
        static string Typed(string type) => $$"""{ "type": "{{type}}" }""";
        static double Loss(ParameterSet p) => Math.Pow(Math.Log10(p[0]) + 2, 2);
        ParameterSet[] spread = [.. Cases.Play(new SobolTuner(), study.Space, study.Seed, start + 1, Loss).Trials.Select(t => t.Parameters)];
        ParameterSet[] proposed = [.. Cases.Play(TunerCatalog.Create(study), study.Space, study.Seed, start + 1, Loss).Trials.Select(t => t.Parameters)];
        Assert.Equal(spread[1..start], proposed[1..start]);
        Assert.NotEqual(spread[start], proposed[start]);
    }

    [Fact]
    public void Pending_trials_keep_new_ones_away()
    {
        var ended = Cases.Play(new SobolTuner(), Square, 1, 12, p => Math.Pow(p[0] - 0.4, 2) + Math.Pow(p[1] - 0.6, 2)).Trials;
        List<ParameterSet> pending = [];
        for (int i = 0; i < 4; i++)
        {
            var known = new Knowledge(Square, 1, 12 + i, ended, [.. pending], pending.ToHashSet(), [new Round(0, 0, 0, Square.Ranges, [])]);
            pending.Add(new GpTuner(new GpTunerOptions()).Propose(known).Parameters);
        }

        for (int i = 1; i < 4; i++)
        {
            Assert.True(pending[..i].Min(p => Math.Abs(p[0] - pending[i][0]) + Math.Abs(p[1] - pending[i][1])) > 0.01, string.Join(' ', pending));
        }
    }

    [Fact]
    public void The_better_choice_is_found_with_its_own_parameter()
    {
        JsonElement a = JsonSerializer.SerializeToElement("a"), b = JsonSerializer.SerializeToElement("b");
        var space = new Space(
        [
            new ChoiceDimension("c", [a, b]),
            new NumericDimension("x", 0, 1) { When = [new Condition("c", [a])] },
            new NumericDimension("y", 1, 64) { Scale = Scale.Log, Integer = true, When = [new Condition("c", [b])] },
        ]);
        var trials = Cases.Play(new GpTuner(new GpTunerOptions()), space, 1, 30, p => p[0] == 0 ? 1 + Math.Pow(p[1] - 0.2, 2) : Math.Pow(Math.Log2(p[2]) - 3, 2)).Trials;
        Assert.Equal(8, trials.MinBy(t => t.Loss)!.Parameters[2]);
    }

    [Fact]
    public void Bent_inputs_leave_names_alone_and_lead_to_a_narrow_minimum_at_a_ranges_end()
    {
        JsonElement[] names = [.. ((string[])["a", "b", "c"]).Select(n => JsonSerializer.SerializeToElement(n))];
        var space = new Space(
        [
            new ChoiceDimension("c", names),
            new NumericDimension("x", 0, 1),
            new NumericDimension("y", 1, 64) { Scale = Scale.Log, Integer = true, When = [new Condition("c", [names[0], names[1]])] },
        ]);
        var trials = Cases.Play(new GpTuner(new GpTunerOptions()), space, 3, 70, p => Math.Sqrt(Math.Abs(p[1] - 0.97)) + (p[0] == 1 ? Math.Abs(Math.Log2(p[2]) - 1) : 3)).Trials;
        KnownTrial best = trials.MinBy(t => t.Loss)!;
        Assert.Equal((1, 2), (best.Parameters[0], best.Parameters[2]));
        Assert.InRange(best.Parameters[1], 0.965, 0.975);
        Assert.Equal(70, trials.Select(t => t.Parameters).Distinct().Count());
    }

    [Fact]
    public void A_corner_that_diverges_is_left_alone()
    {
        var trials = Cases.Play(new GpTuner(new GpTunerOptions()), Square, 2, 40, p => p[0] > 0.6 ? double.NaN : -p[0] - (0.1 * p[1])).Trials;
        Assert.True(trials.Min(t => t.Loss) < -0.65, $"{trials.Min(t => t.Loss)}");
        Assert.True(trials.Skip(15).Count(t => t.Outcome == Outcome.Diverged) < 15, $"{trials.Skip(15).Count(t => t.Outcome == Outcome.Diverged)}");
    }

    [Fact]
    public void Losses_of_any_size_make_a_proposal()
    {
        foreach (double[] losses in (double[][])[[0, 0, 0], [1e300, -1e300, 5], [double.MaxValue, double.MinValue, 0], [1e-300, 2e-300, 0]])
        {
            var trials = Cases.Play(new GpTuner(new GpTunerOptions { StartTrials = 3 }), Square, 1, 12, p => losses[(int)(p[0] * 2.999)]).Trials;
            Assert.Equal(12, trials.Select(t => t.Parameters).Distinct().Count());
        }
    }

    [Fact]
    public void A_long_history_is_thinned_and_still_leads_to_the_minimum()
    {
        List<KnownTrial> ended = [.. Cases.Play(new RandomTuner(), Square, 1, 1000, p => Math.Pow(p[0] - 0.4, 2) + Math.Pow(p[1] - 0.6, 2)).Trials];
        var known = new Knowledge(Square, 1, 1000, ended, [], ended.Select(t => t.Parameters).ToHashSet(), [new Round(0, 0, 0, Square.Ranges, [])]);
        ParameterSet p = new GpTuner(new GpTunerOptions()).Propose(known).Parameters;
        Assert.InRange(p[0], 0.39, 0.41);
        Assert.InRange(p[1], 0.59, 0.61);
    }
}
