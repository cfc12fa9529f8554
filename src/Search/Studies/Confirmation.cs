using System.Globalization;
using HyperSearch.Search.Coordination;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace HyperSearch.Search.Studies;

/// <summary>What became of one of the best trials on fresh seeds: splits, weights and batches that it was not chosen on.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Values">Its objective on each seed, in the order of the seeds; those that diverged or failed are left out.</param>
/// <param name="Seeds">How many seeds it was repeated on.</param>
/// <param name="Mean">The mean of the values.</param>
/// <param name="StandardDeviation">The standard deviation (n - 1); NaN for a single one.</param>
/// <param name="Interval">The 95 % interval of the mean by Student's t; null for a single value.</param>
public sealed record Confirmation(Trial Trial, IReadOnlyList<double> Values, int Seeds, double Mean, double StandardDeviation, (double Low, double High)? Interval)
{
    /// <summary>What may be concluded about it, in words.</summary>
    public string Verdict { get; private init; } = "";

    /// <summary>
    /// The confirmed trials, the winner first: of those that completed on every seed the one with the best mean or, where others are as good, the cheapest of them. As good is whose mean is
    /// behind by no more than the standard error of the difference (Breiman, Friedman, Olshen and Stone, "Classification and regression trees", 1984, section 3.4.3), and who is beaten by nobody: with few
    /// seeds hardly anything is proved, and what is not proved worse may be much worse. Then by mean; a trial that did not complete on every seed ranks behind those that did, one that completed on none is left
    /// out. Empty until all repeats are over.
    /// </summary>
    public static IReadOnlyList<Confirmation> Of(StudyState state)
    {
        IReadOnlyList<Work> works = state.Confirmations();
        if (works.Count == 0 || works.Any(w => !w.IsOver))
        {
            return [];
        }

        Confirmation[] ranked = [.. works.GroupBy(w => w.Id.Trial)
            .Select(g => Of(state.Trials[g.Key], [.. g]))
            .Where(c => c.Values.Count > 0)
            .OrderByDescending(c => c.IsWhole)
            .ThenByDescending(c => c.IsWhole ? c.Seeds : 0) // who was beaten after fewer seeds is behind, whatever its mean
            .ThenBy(c => state.Definition.Objective.Loss(c.Mean))
            .ThenBy(c => c.Trial.Number)];
        if (ranked.Length == 0)
        {
            return [];
        }

        Confirmation leader = ranked[0];
        Confirmation winner = !leader.IsWhole ? leader
            : ranked.Where(c => c == leader || IsAsGood(c)).MinBy(c => (double)c.Trial.Cost * c.Trial.Work.Epochs)!;
        return [.. ranked.OrderByDescending(c => c == winner).Select(c => c with { Verdict = VerdictOn(c) })];

        bool IsAsGood(Confirmation c) => c.IsWhole && Compare(state, leader, c).IsWithinError && !ranked.Any(o => o.IsWhole && Compare(state, o, c).IsClear);

        string VerdictOn(Confirmation c)
        {
            string spread = c.Interval is null ? "" : string.Create(CultureInfo.InvariantCulture, $" +- {c.StandardDeviation:0.####} (standard deviation)");
            string what = c == leader ? "best mean of the repeated trials"
                : c != winner ? "mean"
                : string.Create(CultureInfo.InvariantCulture, $"cheaper than trial {leader.Trial.Number}, whose mean is {Math.Abs(leader.Mean - c.Mean):0.####} better, which is a tie; its own mean");
            IEnumerable<string> others = ranked.Where(o => o != c && o.IsWhole && o.Seeds > 1 && c.IsWhole).Select(o => InWords(o, Compare(state, c, o)));
            return string.Create(CultureInfo.InvariantCulture, $"{what}: {c.Mean:0.####}{spread} over {c.Values.Count} of {c.Seeds} fresh seeds{string.Concat(others.Select(o => "; " + o))}");
        }
    }

    private bool IsWhole => Values.Count == Seeds;

    private static string InWords(Confirmation other, PairedDifference difference)
    {
        double probability = double.IsFinite(difference.Statistic) ? StudentT.CDF(0, 1, difference.Pairs - 1, difference.Statistic) : difference.Statistic > 0 ? 1 : 0;
        string better = probability > 0.995 ? "> 0.99" : probability < 0.005 ? "< 0.01" : probability.ToString("0.00", CultureInfo.InvariantCulture);
        return $"{(difference.IsClear ? "beats" : difference.Reversed.IsClear ? "beaten by" : "tie with")} trial {other.Trial.Number} (better with probability {better})";
    }

    private static PairedDifference Compare(StudyState state, Confirmation a, Confirmation b) =>
        PairedDifference.Of([.. a.Values.Select(state.Definition.Objective.Loss)], [.. b.Values.Select(state.Definition.Objective.Loss)]);

    private static double SixDigits(double value) => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static Confirmation Of(Trial trial, Work[] repeats)
    {
        double[] values = [.. repeats.Where(w => w.Value is not null).Select(w => w.Value!.Value)];
        double mean = values.Mean(), deviation = values.StandardDeviation();
        if (values.Length < 2)
        {
            return new Confirmation(trial, values, repeats.Length, mean, deviation, null);
        }

        double half = StudentT.InvCDF(0, 1, values.Length - 1, 0.975) * deviation / Math.Sqrt(values.Length);

        // To six digits: the quantile comes from the C library, whose last bits differ from machine to machine, and exports are compared.
        return new Confirmation(trial, values, repeats.Length, mean, deviation, (SixDigits(mean - half), SixDigits(mean + half)));
    }
}
