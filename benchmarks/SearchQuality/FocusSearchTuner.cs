using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>
/// Focus search (mlrMBO, arXiv:1703.03373, its optimizer of the surrogate, here on the trials themselves): random search in the whole space; then the box is halved around the best point so far, and
/// so on, five times as by its default.
/// </summary>
internal sealed class FocusSearchTuner(Space space, int trials) : ITuner
{
    private const int Iterations = 5;
    private readonly SearchRange[] limits = LimitsTuner.LimitsOf(space);

    public Proposal Propose(Knowledge known)
    {
        int size = trials / Iterations;
        double[] low = new double[limits.Length], high = [.. limits.Select(_ => 1.0)];
        for (int iteration = 1; iteration <= known.Ended.Count / size; iteration++)
        {
            double[] best = space.Encode(known.Ended.Take(iteration * size).MinBy(t => t.Loss)!.Parameters, limits);
            for (int d = 0; d < best.Length; d++)
            {
                double quarter = (high[d] - low[d]) / 4;
                (low[d], high[d]) = (Math.Max(low[d], best[d] - quarter), Math.Min(high[d], best[d] + quarter));
            }
        }

        return new Proposal(LimitsTuner.Draw(space, limits, low, high, known.Draws()));
    }
}
