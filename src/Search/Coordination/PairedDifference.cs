namespace HyperSearch.Search.Coordination;

/// <summary>How much better one candidate is than another, by the seeds that both were trained on: what a seed does to both drops out.</summary>
/// <param name="Pairs">How many seeds both were trained on.</param>
/// <param name="Mean">The mean of the second one's loss less the first one's: above 0 where the first is better.</param>
/// <param name="Statistic">The mean in units of its standard error: Student's t with one degree of freedom less than pairs. NaN for fewer than two pairs.</param>
public readonly record struct PairedDifference(int Pairs, double Mean, double Statistic)
{
    // The one-sided 95 % and 99 % points of Student's t for 1, 2, 3, ... degrees of freedom, as every table prints them; beyond the last, the last: so a decision needs no function of
    // the C library, and is the same on every machine.
    private static readonly double[] Clear =
    [
        6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753,
        1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
    ];

    private static readonly double[] VeryClear =
    [
        31.821, 6.965, 4.541, 3.747, 3.365, 3.143, 2.998, 2.896, 2.821, 2.764, 2.718, 2.681, 2.650, 2.624, 2.602,
        2.583, 2.567, 2.552, 2.539, 2.528, 2.518, 2.508, 2.500, 2.492, 2.485, 2.479, 2.473, 2.467, 2.462, 2.457,
    ];

    /// <summary>Whether the first is better with a probability of at least 95 %.</summary>
    public bool IsClear => Exceeds(Clear);

    /// <summary>Whether it is with one of at least 99 %: enough to look again and again.</summary>
    public bool IsVeryClear => Exceeds(VeryClear);

    /// <summary>Whether the first is better by no more than the standard error of the difference, or worse; not for fewer than two pairs, where nobody knows it.</summary>
    public bool IsWithinError => Statistic <= 1;

    /// <summary>How much better the second is than the first.</summary>
    public PairedDifference Reversed => new(Pairs, -Mean, -Statistic);

    /// <summary>Compares two candidates by their losses, seed by seed; the shorter list decides how many seeds count.</summary>
    public static PairedDifference Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        int n = Math.Min(first.Count, second.Count);
        double mean = 0, squares = 0;
        for (int i = 0; i < n; i++)
        {
            mean += (second[i] - first[i]) / n;
        }

        for (int i = 0; i < n; i++)
        {
            double deviation = second[i] - first[i] - mean;
            squares += deviation * deviation;
        }

        double error = Math.Sqrt(squares / (n - 1) / n);
        return new PairedDifference(n, mean, n < 2 ? double.NaN : error > 0 ? mean / error : mean == 0 ? 0 : Math.CopySign(double.PositiveInfinity, mean));
    }

    private bool Exceeds(double[] points) => Pairs >= 2 && Statistic > points[Math.Min(Pairs - 1, points.Length) - 1];
}
