namespace HyperSearch.Trainer.Optimizers;

/// <summary>
/// A line search for the strong Wolfe conditions (Nocedal and Wright, algorithms 3.5 and 3.6) with cubic interpolation, step for step PyTorch's, after minFunc by
/// M. Schmidt; but a value that is not finite counts as infinitely high.
/// </summary>
internal static class StrongWolfe
{
    private const double Decrease = 1e-4, Curvature = 0.9, Narrowest = 1e-9;
    private const int MostEvaluations = 25;

    /// <summary>The length of the step to take.</summary>
    /// <param name="along">The value and the slope at a length.</param>
    /// <param name="t">The length to try first.</param>
    /// <param name="f">The value at length 0.</param>
    /// <param name="slope">The slope at length 0, which is negative.</param>
    /// <param name="size">The largest component of the direction.</param>
    public static double Search(Func<double, (double Value, double Slope)> along, double t, double f, double slope, double size)
    {
        Point zero = new(0, f, slope), before = zero, now = At(along, t);
        Point low, high;
        int searches = 0;
        while (true)
        {
            if (searches == MostEvaluations)
                return now.Value < f ? now.T : 0;

            bool isTooHigh = now.Value > f + (Decrease * now.T * slope) || (searches > 1 && now.Value >= before.Value);
            if (!isTooHigh && Math.Abs(now.Slope) <= -Curvature * slope)
                return now.T;

            if (isTooHigh || now.Slope >= 0)
            {
                (low, high) = before.Value <= now.Value ? (before, now) : (now, before);
                break;
            }

            double next = Interpolate(before, now, now.T + (0.01 * (now.T - before.T)), now.T * 10);
            (before, now) = (now, At(along, next));
            searches++;
        }

        return Zoom(along, f, slope, size, low, high, searches);
    }

    private static double Zoom(Func<double, (double Value, double Slope)> along, double f, double slope, double size, Point low, Point high, int searches)
    {
        bool isStuck = false;
        while (searches++ < MostEvaluations && Math.Abs(high.T - low.T) * size >= Narrowest)
        {
            double least = Math.Min(low.T, high.T), most = Math.Max(low.T, high.T);
            (Point left, Point right) = low.T < high.T ? (low, high) : (high, low);
            double t = Interpolate(left, right, least, most), margin = 0.1 * (most - least);
            bool isNearEnd = Math.Min(most - t, t - least) < margin;
            if (isNearEnd && (isStuck || t >= most || t <= least))
            {
                t = Math.Abs(t - most) < Math.Abs(t - least) ? most - margin : least + margin;
                isNearEnd = false;
            }

            isStuck = isNearEnd;
            Point now = At(along, t);
            if (now.Value > f + (Decrease * t * slope) || now.Value >= low.Value)
            {
                high = now;
                if (high.Value < low.Value)
                    (low, high) = (high, low);

                continue;
            }

            if (Math.Abs(now.Slope) <= -Curvature * slope)
                return t;

            if (now.Slope * (high.T - low.T) >= 0)
                high = low;

            low = now;
        }

        return low.T;
    }

    private static Point At(Func<double, (double Value, double Slope)> along, double t)
    {
        (double value, double slope) = along(t);
        return new Point(t, double.IsFinite(value) ? value : double.PositiveInfinity, slope);
    }

    // The lowest point of the cubic through both, within bounds; their middle where there is none.
    private static double Interpolate(Point a, Point b, double least, double most)
    {
        double d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.T - b.T)), square = (d1 * d1) - (a.Slope * b.Slope);
        if (!(square >= 0))
            return (least + most) / 2;

        double d2 = Math.Sqrt(square);
        double t = a.T <= b.T
            ? b.T - ((b.T - a.T) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2))))
            : a.T - ((a.T - b.T) * ((a.Slope + d2 - d1) / (a.Slope - b.Slope + (2 * d2))));
        return double.IsFinite(t) ? Math.Clamp(t, least, most) : (least + most) / 2;
    }

    private readonly record struct Point(double T, double Value, double Slope);
}
