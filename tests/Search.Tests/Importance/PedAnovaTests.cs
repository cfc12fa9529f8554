using HyperSearch.Numerics;
using HyperSearch.Search.Importance;

namespace HyperSearch.Search.Tests.Importance;

public sealed class PedAnovaTests
{
    // The toy function of Watanabe, Bansal and Hutter (arXiv:2304.10255): x_d in [-5, 5], weights 5^0 to 5^-3, which move on by one dimension where |x_d| < 1. Over the whole space the first
    // dimension matters most, among the best trials the last.
    [Fact]
    public void Which_parameter_separates_the_best_is_found_where_it_is_not_the_one_that_matters_over_the_whole_space()
    {
        double Loss(double[] unit)
        {
            double sum = 0;
            for (int d = 0; d < 4; d++)
            {
                double x = (10 * unit[d]) - 5;
                int place = Math.Abs(x) < 1 ? (d + 1) % 4 : d;
                sum += Math.Pow(5, -place) * x * x;
            }

            return sum;
        }

        double[][] units = Draw(4000, 4);
        double[] shares = [.. Of([.. units.OrderBy(Loss)], [0, 0, 0, 0]).Select(p => p.Share.Mean)];
        Assert.Equal(0, Array.IndexOf(shares, shares.Max()));
        double[][] near = [.. units.Select(u => u.Select(v => 0.4 + (0.2 * v)).ToArray())];
        double[] local = [.. Of([.. near.OrderBy(Loss).Select(u => u.Select(v => (v - 0.4) / 0.2).ToArray())], [0, 0, 0, 0]).Select(p => p.Share.Mean)];
        Assert.Equal(3, Array.IndexOf(local, local.Max()));
    }

    // All of the best tenth have x < 1/10: the divergence of that density from the uniform one is 9. Of the choice, which the best have in equal parts, it is 0.
    [Fact]
    public void A_parameter_that_decides_alone_has_the_whole_share()
    {
        double[][] ranked = [.. Draw(1000, 2).OrderBy(u => u[0])];
        (ImportanceShare Share, bool MadeDifference)[] shares = Of(ranked, [0, 4]);
        Assert.InRange(shares[0].Share.Mean, 0.98, 1);
        Assert.Equal([true, false], shares.Select(s => s.MadeDifference));
        Assert.InRange(shares[0].Share.Deviation, 0, 0.02);
    }

    [Fact]
    public void A_choice_that_the_best_share_is_found()
    {
        double[][] ranked = [.. Draw(300, 3).OrderBy(u => u[1] is > 0.25 and < 0.5 ? 0 : 1).ThenBy(u => u[2])];
        (ImportanceShare Share, bool MadeDifference)[] shares = Of(ranked, [0, 4, 3]);
        Assert.True(shares[1].MadeDifference);
        Assert.Equal(1, Enumerable.Range(0, 3).MaxBy(d => shares[d].Share.Mean));
    }

    [Fact]
    public void Chance_is_called_a_difference_in_about_one_study_of_twenty_or_fewer()
    {
        int wrong = Enumerable.Range(0, 60).Count(s => Of([.. Draw(60, 3, (ulong)s)], [0, 0, 5]).Any(p => p.MadeDifference));
        Assert.InRange(wrong, 0, 8);
    }

    [Fact]
    public void Trials_in_which_a_parameter_was_inactive_do_not_make_it_matter()
    {
        double[][] ranked = [.. Draw(400, 2).OrderBy(u => u[0]).Select((u, i) => i < 100 ? [u[0], double.NaN] : u)];
        Assert.Equal([true, false], Of(ranked, [0, 0]).Select(p => p.MadeDifference));
    }

    private static (ImportanceShare Share, bool MadeDifference)[] Of(double[][] ranked, int[] choices) => PedAnova.Of(ranked, ranked.Length, choices, new RandomStream(1, StreamPurpose.Importance));

    private static double[][] Draw(int count, int dimensions, ulong seed = 1)
    {
        var draws = new RandomStream(seed, StreamPurpose.Proposal);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimensions).Select(_ => draws.NextUnit()).ToArray())];
    }
}
