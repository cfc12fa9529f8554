using HyperSearch.Numerics;

namespace HyperSearch.Search.Importance;

/// <summary>
/// PED-ANOVA (Watanabe, Bansal, Hutter, "PED-ANOVA: efficiently quantifying hyperparameter importance in arbitrary subspaces", IJCAI 2023, arXiv:2304.10255): how far the density of a
/// dimension's values among the best trials is from that among all, by Pearson's divergence, as a share of the sum over the dimensions.
/// </summary>
/// <remarks>
/// The best tenth is the paper's gamma', all trials its gamma. Both densities have kernels as wide as suit the best trials: with the narrower ones that suit the larger set, any heap in
/// it would look like a difference. A trial in which a dimension was inactive counts as spread evenly over it, among the best and among all.
/// </remarks>
internal sealed class PedAnova
{
    private const double TopShare = 0.1, Level = 0.05;
    private const int LeastTop = 5, Resamples = 100, DrawsADimension = 40;

    private readonly CellDensity[] densities;
    private readonly int[][] cells; // by trial, best first, and dimension; -1 where it is inactive
    private readonly int top;

    private PedAnova(IReadOnlyList<double[]> ranked, int completed, int[] choices)
    {
        top = Math.Min(completed, Math.Max(LeastTop, (int)Math.Ceiling(TopShare * ranked.Count)));
        densities = [.. choices.Select(c => new CellDensity(c, top))];
        cells = [.. ranked.Select(unit => unit.Select((u, d) => double.IsNaN(u) ? -1 : densities[d].CellOf(u)).ToArray())];
    }

    /// <summary>The share of each dimension, and whether it is more than a draw of as many trials at random would show.</summary>
    /// <param name="ranked">The trials from the best to the worst: points of the unit cube, NaN where a dimension was inactive.</param>
    /// <param name="completed">How many of them completed: none but these count as best.</param>
    /// <param name="choices">How many choices a dimension has; 0 for numbers.</param>
    /// <param name="draws">A random stream for the uncertainty.</param>
    public static (ImportanceShare Share, bool MadeDifference)[] Of(IReadOnlyList<double[]> ranked, int completed, int[] choices, RandomStream draws)
    {
        var anova = new PedAnova(ranked, completed, choices);
        int n = ranked.Count, dimensions = choices.Length;
        int[] all = [.. Enumerable.Range(0, n)];
        double[] divergences = anova.Divergences(all), shares = Shares(divergences), squares = new double[dimensions];
        int[] sample = new int[n], beyond = new int[dimensions];
        for (int b = 0; b < Resamples; b++)
        {
            for (int i = 0; i < n; i++)
            {
                sample[i] = draws.NextBelow(n);
            }

            Array.Sort(sample); // the best first, as they are numbered
            double[] resampled = Shares(anova.Divergences(sample));
            for (int d = 0; d < dimensions; d++)
            {
                squares[d] += (resampled[d] - shares[d]) * (resampled[d] - shares[d]);
            }
        }

        // As many trials drawn at random for the best ones, often enough for a level of 5 % over all dimensions together.
        int rounds = DrawsADimension * Math.Max(5, dimensions);
        for (int r = 0; r < rounds; r++)
        {
            all.CopyTo(sample, 0);
            for (int i = 0; i < anova.top; i++)
            {
                int j = i + draws.NextBelow(n - i);
                (sample[i], sample[j]) = (sample[j], sample[i]);
            }

            double[] chance = anova.Divergences(sample);
            for (int d = 0; d < dimensions; d++)
            {
                beyond[d] += chance[d] >= divergences[d] ? 1 : 0;
            }
        }

        return [.. shares.Select((share, d) => (new ImportanceShare(share, Math.Sqrt(squares[d] / Resamples)), (beyond[d] + 1.0) / (rounds + 1) <= Level / dimensions))];
    }

    /// <summary>Pearson's divergence of each dimension's density among the first trials of a sample from that among all of it.</summary>
    private double[] Divergences(ReadOnlySpan<int> sample)
    {
        double[] divergences = new double[densities.Length];
        for (int d = 0; d < divergences.Length; d++)
        {
            double[] best = DensityOf(d, sample[..top]), among = DensityOf(d, sample);
            for (int c = 0; c < best.Length; c++)
            {
                divergences[d] += (best[c] - among[c]) * (best[c] - among[c]) / among[c];
            }
        }

        return divergences;
    }

    private double[] DensityOf(int dimension, ReadOnlySpan<int> sample)
    {
        int[] counts = new int[densities[dimension].Cells];
        int elsewhere = 0;
        foreach (int i in sample)
        {
            if (cells[i][dimension] is var cell && cell >= 0)
            {
                counts[cell]++;
            }
            else
            {
                elsewhere++;
            }
        }

        return densities[dimension].Of(counts, elsewhere);
    }

    private static double[] Shares(double[] divergences)
    {
        double sum = divergences.Sum();
        return [.. divergences.Select(v => sum > 0 ? v / sum : 0)];
    }
}
