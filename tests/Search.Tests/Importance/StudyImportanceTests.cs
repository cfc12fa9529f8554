using System.Text.Json;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Importance;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tests.Tuners;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Importance;

public sealed class StudyImportanceTests
{
    private static readonly Space Four = new([.. "abcd".Select(c => new NumericDimension($"{c}", 0, 1))]);

    // The variance of 4a + 2b + c over the unit cube is (16 + 4 + 1) / 12.
    [Fact]
    public void The_shares_of_a_sum_are_the_squares_of_its_weights()
    {
        StudyImportance importance = Of(Four, 300, p => (4 * p[0]) + (2 * p[1]) + p[2]);
        Assert.Equal(["a", "b", "c", "d"], importance.Parameters.Select(p => p.Parameter));
        Assert.All(importance.Parameters.Zip((double[])[16 / 21.0, 4 / 21.0, 1 / 21.0, 0]), p => Assert.Equal(p.Second, p.First.Variance.Mean, 0.035));
        Assert.All(importance.Pairs, p => Assert.InRange(p.Variance.Mean, 0, 0.03));
        Assert.Equal([true, true, true, false], importance.Parameters.Select(p => p.MadeDifference));
        Assert.True(importance.Explained > 0.95);
        Assert.Null(importance.Remark);
    }

    [Fact]
    public void A_product_of_two_centred_parameters_is_nothing_but_their_interaction()
    {
        StudyImportance importance = Of(Four, 300, p => (p[1] - 0.5) * (p[3] - 0.5));
        PairImportance strongest = importance.Pairs[0];
        Assert.Equal(("b", "d"), (strongest.First, strongest.Second));
        Assert.InRange(strongest.Variance.Mean, 0.7, 1);
        Assert.All(importance.Pairs.Skip(1), p => Assert.InRange(p.Variance.Mean, 0, 0.05));
        Assert.All(importance.Parameters, p => Assert.InRange(p.Variance.Mean, 0, 0.15));
        Assert.Equal(["b", "d"], importance.Parameters.Where(p => p.MadeDifference).Select(p => p.Parameter).Order());
    }

    [Fact]
    public void Noise_alone_is_called_noise()
    {
        var noise = new RandomStream(2, StreamPurpose.Split);
        StudyImportance importance = Of(Four, 200, _ => noise.NextGaussian());
        Assert.All(importance.Parameters, p => Assert.False(p.MadeDifference));
        Assert.StartsWith("No parameter made a difference that shows", importance.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_on_top_does_not_pass_for_the_influence_of_other_parameters()
    {
        var noise = new RandomStream(4, StreamPurpose.Split);
        StudyImportance importance = Of(Four, 300, p => (4 * p[0]) + (2 * p[1]) + (0.8 * noise.NextGaussian()));
        Assert.Equal(["a", "b"], importance.Parameters.Where(p => p.MadeDifference).Select(p => p.Parameter));
        Assert.Equal(0.8, importance.Parameters[0].Variance.Mean, 0.1);
        Assert.All(importance.Parameters.Skip(2), p => Assert.InRange(p.Variance.Mean, 0, 0.03));
    }

    // On its own scale the parameter's effect is a straight line, and both scales' shares are those of 2u + v.
    [Fact]
    public void A_rate_is_judged_on_its_logarithmic_scale()
    {
        var space = new Space([new NumericDimension("rate", 1e-6, 1) { Scale = Scale.Log }, new NumericDimension("x", 0, 1)]);
        StudyImportance importance = Of(space, 300, p => (2 * (Math.Log10(p[0]) + 6) / 6) + p[1]);
        Assert.Equal(0.8, importance.Parameters.Single(p => p.Parameter == "rate").Variance.Mean, 0.04);
        Assert.Equal(0.2, importance.Parameters.Single(p => p.Parameter == "x").Variance.Mean, 0.04);
    }

    // Half of the space has momentum, where the loss is m, uniform on [0, 1]; the other half 0. Main effect of the type: (1/2)^2 / 4 = 1/16; of m: its mean over the types is m / 2: 1/48;
    // both: (1/2)^2 / 12 = 1/48; total 5/48. So the shares are 3/5, 1/5 and 1/5.
    [Fact]
    public void A_conditional_parameter_counts_by_how_much_of_the_space_it_is_active_in()
    {
        JsonElement Text(string value) => JsonSerializer.SerializeToElement(value);
        var space = new Space(
        [
            new ChoiceDimension("type", [Text("sgd"), Text("momentum")]),
            new NumericDimension("m", 0, 1) { When = [new Condition("type", [Text("momentum")])] },
            new NumericDimension("x", 0, 1), // without it all trials without momentum were one
        ]);
        StudyImportance importance = Of(space, 400, p => p.IsActive(1) ? p[1] : 0);
        Assert.Equal(0.6, importance.Parameters.Single(p => p.Parameter == "type").Variance.Mean, 0.05);
        Assert.Equal(0.2, importance.Parameters.Single(p => p.Parameter == "m").Variance.Mean, 0.05);
        Assert.Equal(0.2, importance.Pairs.Single(p => (p.First, p.Second) == ("type", "m")).Variance.Mean, 0.05);
    }

    [Fact]
    public void The_order_of_trials_and_repeating_the_question_change_nothing()
    {
        KnownTrial[] trials = [.. Cases.Play(new RandomTuner(), Four, 3, 60, p => p[0] + (p[1] * p[2])).Trials];
        StudyImportance a = StudyImportance.Of(Four, Four.Ranges, trials, 1), b = StudyImportance.Of(Four, Four.Ranges, [.. trials.Reverse()], 1);
        Assert.Equal(a.Parameters, b.Parameters);
        Assert.Equal(a.Pairs, b.Pairs);
    }

    [Fact]
    public void What_diverged_counts_as_the_worst_and_tells_which_parameter_was_to_blame()
    {
        StudyImportance importance = Of(Four, 100, p => p[2] > 0.7 ? double.NaN : 1 + (0.001 * p[0]));
        Assert.Equal("c", importance.Parameters[0].Parameter);
        Assert.True(importance.Parameters[0].Variance.Mean > 0.3);
        Assert.Equal(100, importance.Trials);
    }

    [Fact]
    public void A_few_values_beyond_measure_do_not_hide_the_rest()
    {
        StudyImportance importance = Of(Four, 200, p => (4 * p[0]) + (p[1] > 0.98 ? 1e30 : 0));
        Assert.Equal("a", importance.Parameters[0].Parameter);
    }

    [Fact]
    public void Too_few_trials_and_equal_values_are_said_instead_of_numbers()
    {
        StudyImportance few = Of(Four, 19, p => p[0]), alike = Of(Four, 50, _ => 1);
        Assert.Contains("too few trials", few.Remark, StringComparison.Ordinal);
        Assert.Contains("made a difference", alike.Remark, StringComparison.Ordinal);
        Assert.All((StudyImportance[])[few, alike], i => Assert.Empty(i.Parameters));
    }

    private static StudyImportance Of(Space space, int trials, Func<ParameterSet, double> loss) =>
        StudyImportance.Of(space, space.Ranges, Cases.Play(new RandomTuner(), space, 1, trials, loss).Trials, 1);
}
