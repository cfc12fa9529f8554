using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// CMA-ES (Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772) over the unit cube: each <see cref="CmaEsTunerOptions.Population"/> trials (lambda), in the order
/// in which they ended, are a generation, and the next trial is drawn from the distribution that all full generations lead to.
/// </summary>
/// <remarks>
/// The distribution is made anew from all ended trials for each proposal, so that it depends on nothing else; no trial waits for a generation to be full. Trials that an older
/// distribution drew count as injected ones. Discrete dimensions keep at least a deviation of half a cell, so that other values stay within reach (after Hamano et al.,
/// arXiv:2205.13482); choices are taken in the order in which they are listed, and inactive dimensions stay at the mean: for spaces of many choices and conditions tpe is the
/// better tuner. A proposal costs (trials) d^2 multiplications and d^3 a generation.
/// </remarks>
public sealed class CmaEsTuner(CmaEsTunerOptions options) : ITuner
{
    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        int n = known.Space.Dimensions.Count, lambda = options.Population ?? 4 + (int)(3 * Elementary.Log(n));
        SearchRange[] ranges = [.. known.Rounds[0].Ranges];
        var state = new CmaEsState(n, lambda, options.Deviation);
        for (int begin = 0; begin + lambda <= known.Ended.Count; begin += lambda)
        {
            IEnumerable<KnownTrial> ranked = Enumerable.Range(begin, lambda).Select(i => known.Ended[i]).OrderBy(t => t.Outcome).ThenBy(t => t.Loss).ThenBy(t => t.Number);
            double[] mean = [.. state.Mean];
            state.Update([.. ranked.Select(t => known.Space.Encode(t.Parameters, ranges).Select((u, d) => double.IsNaN(u) ? mean[d] : u).ToArray())]);
        }

        double[] least = [.. known.Space.Dimensions.Select((dimension, d) => UnitCube.Count(dimension, ranges[d]) is { } count ? 0.5 / count : 0)];
        return new Proposal(DistinctProposal.Find(known, i => known.Space.Decode(Draw(state, least, known.Draws(i)), ranges)));
    }

    private static double[] Draw(CmaEsState state, double[] least, RandomStream draws)
    {
        double[] x = [.. state.Mean], z = [.. x.Select(_ => draws.NextGaussian())];
        for (int d = 0; d < x.Length; d++)
        {
            double missing = (least[d] * least[d]) - (state.Deviation(d) * state.Deviation(d));
            x[d] += state.Sigma * DoubleFunctions.Dot(state.Factor[d], z.AsSpan(0, d + 1));
            x[d] += missing > 0 ? Math.Sqrt(missing) * draws.NextGaussian() : 0;

            // What falls outside is thrown back at the wall.
            x[d] = Math.Abs(x[d]) % 2;
            x[d] = x[d] > 1 ? 2 - x[d] : x[d];
        }

        return x;
    }
}
