using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Benchmarks.SearchQuality;

/// <summary>
/// Sequential domain reduction (Stander and Craig, "On the robustness of a simple domain reduction scheme", Eng. Comput. 19, 2002), with random points in the place of a response surface's design:
/// the region moves to the best point of its iteration, from the first range on, inside the limits, and shrinks where that point lies near the middle or moves to and fro.
/// </summary>
internal sealed class DomainReductionTuner(Space space, int trials) : ITuner
{
    private const double Eta = 0.6, GammaPan = 1, GammaOscillation = 0.6; // the paper's
    private const int Iterations = 10;
    private readonly SearchRange[] limits = LimitsTuner.LimitsOf(space);

    public Proposal Propose(Knowledge known)
    {
        int n = limits.Length, size = trials / Iterations;
        double[] low = new double[n], width = new double[n], previous = new double[n];
        for (int d = 0; d < n; d++)
        {
            var dimension = (NumericDimension)space.Dimensions[d];
            low[d] = UnitCube.FromValue(dimension, limits[d], dimension.Min);
            width[d] = UnitCube.FromValue(dimension, limits[d], dimension.Max) - low[d];
        }

        for (int iteration = 0; iteration < known.Ended.Count / size; iteration++)
        {
            double[] best = space.Encode(known.Ended.Skip(iteration * size).Take(size).MinBy(t => t.Loss)!.Parameters, limits);
            for (int k = 0; k < n; k++)
            {
                double d = 2 * (best[k] - (low[k] + (width[k] / 2))) / width[k], c = d * previous[k];
                double cHat = Math.Sign(c) * Math.Sqrt(Math.Abs(c));
                double gamma = ((GammaPan * (1 + cHat)) + (GammaOscillation * (1 - cHat))) / 2;
                double next = width[k] * (Eta + (Math.Abs(d) * (gamma - Eta)));
                low[k] = Math.Clamp(best[k] - (next / 2), 0, 1 - next);
                (width[k], previous[k]) = (next, d);
            }
        }

        return new Proposal(LimitsTuner.Draw(space, limits, low, [.. low.Select((l, d) => l + width[d])], known.Draws()));
    }
}
