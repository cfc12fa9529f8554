using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tests.Pruners;

public sealed class CurvePrunerTests
{
    private const int Epochs = 40;
    private static readonly ObjectiveOptions Accuracy = new() { Metric = "m", Direction = Direction.Maximize };

    [Fact]
    public void What_stays_at_chance_is_stopped_and_told_why()
    {
        PrunerRule rule = Rule(Learns(0.9, 5), Learns(0.7, 8), Learns(0.8, 6), Flat(0.1), Flat(0.12), Flat(0.11));
        (int epoch, string? why) = End(rule, Flat(0.105));
        Assert.InRange(epoch, 5, 12);
        Assert.Matches(@"^pruned at epoch \d+: from 0.105 it would end at about 0\.\d+, with a chance of 0.\d+ % of beating 0\.\d+, by 6 curves$", why);
    }

    [Fact]
    public void One_that_starts_slowly_and_ends_high_is_not_stopped() =>
        Assert.Null(End(Rule(Learns(0.7, 2), Learns(0.72, 1.5), Learns(0.9, 12), Learns(0.88, 9), Flat(0.1)), Learns(0.95, 13)).Why);

    [Fact]
    public void One_that_is_better_than_anything_known_is_not_stopped() =>
        Assert.Null(End(Rule(Flat(0.1), Flat(0.11), Flat(0.09), Flat(0.13), Flat(0.1)), Learns(0.8, 10)).Why);

    [Fact]
    public void Few_curves_or_curves_that_are_all_alike_stop_nothing()
    {
        Assert.Null(new CurvePruner(new CurvePrunerOptions()).RuleFor(Known(Learns(0.9, 5))));
        Assert.Null(new CurvePruner(new CurvePrunerOptions()).RuleFor(Known(Flat(0.1), Flat(0.1), Flat(0.1), Flat(0.1), Flat(0.1))));
    }

    [Fact]
    public void Two_good_trials_close_together_do_not_stop_one_that_is_on_its_way_there()
    {
        double[] slower = Learns(0.98, 6);
        PrunerRule rule = Rule(Learns(0.9, 3), Learns(0.901, 3.1));
        Assert.True(slower[9] < Learns(0.9, 3)[9] - 0.02, "at first it is behind");
        Assert.Null(End(rule, slower).Why);
    }

    [Fact]
    public void Trials_that_were_stopped_teach_to_stop_their_like_sooner()
    {
        double[][] completed = [Learns(0.9, 5), Learns(0.6, 5)];
        PrunerKnowledge without = Known(completed);
        PrunerKnowledge with = without with { Curves = [.. without.Curves, .. Enumerable.Range(2, 20).Select(i => new KnownCurve(i, Epochs, Read(Learns(0.6 + (0.01 * i), 5)).Losses, 36, Outcome.Pruned))] };
        int alone = End(new CurvePruner(new CurvePrunerOptions()).RuleFor(without)!, Learns(0.75, 5)).Epoch;
        int taught = End(new CurvePruner(new CurvePrunerOptions()).RuleFor(with)!, Learns(0.75, 5)).Epoch;
        Assert.True(taught < alone, $"stopped at {taught} where it was {alone}");
    }

    // Student's table: t for one-sided 95 % and 99 %.
    [Theory]
    [InlineData(2, 2.9200, 0.95)]
    [InlineData(10, 1.8125, 0.95)]
    [InlineData(10, 2.7638, 0.99)]
    [InlineData(120, 1.6577, 0.95)]
    public void Student_t_has_the_values_of_his_table(int degrees, double t, double due)
    {
        Assert.Equal(due, StudentT.Cdf(t, degrees), 4);
        Assert.Equal(1 - due, StudentT.Cdf(-t, degrees), 4);
    }

    private static PrunerRule Rule(params double[][] known) => new CurvePruner(new CurvePrunerOptions()).RuleFor(Known(known))!;

    private static PrunerKnowledge Known(params double[][] known) =>
        new(known.Length, Epochs, [.. known.Select((v, i) => new KnownCurve(i, Epochs, Read(v).Losses, Epochs, Outcome.Completed))]);

    private static (int Epoch, string? Why) End(PrunerRule rule, double[] values)
    {
        for (int epoch = 1; epoch < Epochs; epoch++)
        {
            if (rule.ReasonToStop(Read(values[..epoch])) is { } why)
            {
                return (epoch, why);
            }
        }

        return (Epochs, null);
    }

    private static LossCurve Read(double[] values)
    {
        var curve = new LossCurve(Accuracy);
        Array.ForEach(values, curve.Add);
        return curve;
    }

    private static double[] Learns(double end, double tau) => [.. Enumerable.Range(1, Epochs).Select(e => 0.1 + ((end - 0.1) * e / (e + tau)))];

    private static double[] Flat(double value) => [.. Enumerable.Repeat(value, Epochs)];
}
