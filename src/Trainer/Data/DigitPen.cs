using System.Runtime.CompilerServices;

namespace HyperSearch.Trainer.Data;

/// <summary>A round pen on a grey picture of 28 by 28 pixels, 0 (paper) to 1 (ink), with smooth edges.</summary>
internal sealed class DigitPen
{
    public const int Size = 28;

    private const int PointsOfACurve = 6;

    public float[] Picture { get; } = new float[Size * Size];

    /// <summary>Draws a smooth curve (Catmull and Rom) through the points, in pixels, with a pen whose radius goes from the first to the last.</summary>
    public void Draw(ReadOnlySpan<(double X, double Y)> points, double firstRadius, double lastRadius)
    {
        (double X, double Y) from = points[0];
        int parts = (points.Length - 1) * PointsOfACurve;
        for (int i = 1; i <= parts; i++)
        {
            int k = Math.Min(i / PointsOfACurve, points.Length - 2);
            double t = (i - (k * PointsOfACurve)) / (double)PointsOfACurve;
            (double X, double Y) before = points[Math.Max(k - 1, 0)], a = points[k], b = points[k + 1], after = points[Math.Min(k + 2, points.Length - 1)];
            (double X, double Y) to = (Curve(before.X, a.X, b.X, after.X, t), Curve(before.Y, a.Y, b.Y, after.Y, t));
            Line((float)from.X, (float)from.Y, (float)to.X, (float)to.Y, (float)(firstRadius + ((lastRadius - firstRadius) * i / parts)));
            from = to;
        }
    }

    private static double Curve(double before, double a, double b, double after, double t) =>
        a + (0.5 * t * (b - before + (t * ((2 * before) - (5 * a) + (4 * b) - after + (t * ((3 * (a - b)) + after - before))))));

    // A pixel is inked by how far its centre lies inside the outline, over one pixel's width.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Line(float x0, float y0, float x1, float y1, float radius)
    {
        float reach = radius + 0.5f, dx = x1 - x0, dy = y1 - y0, length = (dx * dx) + (dy * dy);
        int left = First(MathF.Min(x0, x1) - reach), right = Last(MathF.Max(x0, x1) + reach);
        int top = First(MathF.Min(y0, y1) - reach), bottom = Last(MathF.Max(y0, y1) + reach);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                float px = x - x0, py = y - y0;
                float along = length > 0 ? Math.Clamp(((px * dx) + (py * dy)) / length, 0f, 1f) : 0;
                float ox = px - (along * dx), oy = py - (along * dy);
                float ink = Math.Min(reach - MathF.Sqrt((ox * ox) + (oy * oy)), 1f);
                ref float pixel = ref Picture[(y * Size) + x];
                pixel = Math.Max(pixel, ink);
            }
        }
    }

    private static int First(float edge) => Math.Clamp((int)MathF.Ceiling(edge), 0, Size);

    private static int Last(float edge) => Math.Clamp((int)MathF.Floor(edge), -1, Size - 1);
}
