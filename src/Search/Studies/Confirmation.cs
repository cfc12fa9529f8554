using System.Globalization;
using HyperSearch.Search.Coordination;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace HyperSearch.Search.Studies;

/// <summary>What became of one of the best trials on fresh seeds: splits, weights and batches that it was not chosen on.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Values">Its objective on each seed, in the order of the seeds; those that diverged or failed are left out.</param>
/// <param name="Seeds">How many seeds it was to be repeated on.</param>
/// <param name="Mean">The mean of the values.</param>
/// <param name="StandardDeviation">Their standard deviation (n - 1); NaN for a single one.</param>
/// <param name="Interval">The 95 % interval of the mean by Student's t; null for a single value.</param>
public sealed record Confirmation(Trial Trial, IReadOnlyList<double> Values, int Seeds, double Mean, double StandardDeviation, (double Low, double High)? Interval)
{
    /// <summary>
    /// The confirmed trials, the best mean first (a trial that did not complete on every seed ranks behind those that did, one that completed on none is left
    /// out); empty until all repeats are over.
    /// </summary>
    public static IReadOnlyList<Confirmation> Of(StudyState state)
    {
        IReadOnlyList<Work> works = state.Confirmations();
        if (works.Count == 0 || works.Any(w => !w.IsOver))
        {
            return [];
        }

        return [.. works.GroupBy(w => w.Id.Trial)
            .Select(g => Of(state.Trials[g.Key], [.. g]))
            .Where(c => c.Values.Count > 0)
            .OrderByDescending(c => c.Values.Count == c.Seeds)
            .ThenBy(c => state.Definition.Objective.Loss(c.Mean))
            .ThenBy(c => c.Trial.Number)];
    }

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
