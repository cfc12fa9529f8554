using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>A space as a local search walks through it: a point of the unit cube for every parameter set, and steps that change discrete values too.</summary>
internal sealed class FrugalSpace
{
    /// <summary>By how much more than a step away a point may lie that is one step away, in step lengths: stochastic rounding and late results.</summary>
    public const double Reach = 1.25;

    private readonly Space space;
    private readonly SearchRange[] ranges;
    private readonly double[] cells; // the width of a discrete value's cell; 0: continuous
    private readonly bool[] isUnordered;
    private readonly int unordered;

    public FrugalSpace(Space space, IReadOnlyList<SearchRange> ranges)
    {
        this.space = space;
        this.ranges = [.. ranges];
        cells = [.. space.Dimensions.Select((dimension, d) => UnitCube.Count(dimension, this.ranges[d]) is { } count ? 1.0 / count : 0)];
        isUnordered = [.. space.Dimensions.Select(dimension => dimension is ChoiceDimension { Ordered: false, Choices.Count: > 1 })];
        unordered = isUnordered.Count(u => u);
    }

    public int Dimensions => cells.Length;

    public ParameterSet Decode(double[] unit) => space.Decode(unit, ranges);

    /// <summary>The point of a parameter set; where it is inactive, that of <paramref name="centre"/>.</summary>
    public double[] Encode(ParameterSet parameters, double[] centre)
    {
        double[] unit = space.Encode(parameters, ranges);
        for (int d = 0; d < unit.Length; d++)
        {
            unit[d] = double.IsNaN(unit[d]) ? centre[d] : unit[d];
        }

        return unit;
    }

    /// <summary>How far two points lie apart: a discrete dimension counts only by what is more than one cell, an unordered choice not at all.</summary>
    public double Distance(double[] a, double[] b) => Math.Sqrt(SquaredDistance(a, b));

    /// <summary>The square of <see cref="Distance"/>.</summary>
    public double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++)
        {
            double apart = isUnordered[d] ? 0 : Math.Max(0, Math.Abs(a[d] - b[d]) - (1.01 * cells[d]));
            sum += apart * apart;
        }

        return sum;
    }

    /// <summary>The Euclidean distance of two points, discrete or not.</summary>
    public static double Apart(double[] a, double[] b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++)
        {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }

        return Math.Sqrt(sum);
    }

    /// <summary>A direction of length 1, uniform over the sphere.</summary>
    public double[] Direction(RandomStream draws)
    {
        double[] u = [.. Enumerable.Range(0, Dimensions).Select(_ => draws.NextGaussian())];
        double length = Math.Sqrt(DoubleFunctions.Dot(u, u));
        return [.. u.Select(v => v / length)];
    }

    /// <summary>
    /// The point one step away, drawn back to the wall where it leads outside. A step that is a share of a discrete value's cell goes to the next value with that probability; of the
    /// unordered choices, every one is drawn anew once in twice as many steps as there are of them, however short the steps are.
    /// </summary>
    public double[] Step(double[] from, double[] step, RandomStream draws)
    {
        double[] to = new double[Dimensions];
        for (int d = 0; d < to.Length; d++)
        {
            double luck = draws.NextUnit();
            if (isUnordered[d])
            {
                int choices = ((ChoiceDimension)space.Dimensions[d]).Choices.Count;
                int other = Math.Min((int)(luck * 2 * unordered * (choices - 1)), int.MaxValue - 1);
                to[d] = other < choices - 1 ? (((int)(from[d] * choices) + 1 + other) % choices + 0.5) / choices : from[d];
            }
            else if (cells[d] > 0)
            {
                double steps = Math.Abs(step[d]) / cells[d], whole = Math.Floor(steps);
                to[d] = from[d] + (Math.Sign(step[d]) * cells[d] * (whole + (luck < steps - whole ? 1 : 0)));
            }
            else
            {
                to[d] = from[d] + step[d];
            }

            to[d] = Math.Clamp(to[d], 0, 1);
        }

        return to;
    }
}
