using Microsoft.ML.Data;

namespace HyperSearch.Examples;

/// <summary>A point of two interleaved half moons.</summary>
internal sealed class Moon
{
    [VectorType(2)]
    public required float[] Features { get; init; }

    public required bool Label { get; init; }

    /// <summary>Points around two half circles, the same whenever they are asked for.</summary>
    public static IEnumerable<Moon> Draw(int count) => Enumerable.Range(0, count).Select(i =>
    {
        bool upper = i % 2 == 0;
        double angle = Math.PI * i / count, off = 0.25 * Math.Sin(i * 12.9898), up = 0.25 * Math.Sin(i * 78.233);
        double x = upper ? Math.Cos(angle) : 1 - Math.Cos(angle), y = upper ? Math.Sin(angle) : 0.5 - Math.Sin(angle);
        return new Moon { Features = [(float)(x + off), (float)(y + up)], Label = upper };
    });
}
