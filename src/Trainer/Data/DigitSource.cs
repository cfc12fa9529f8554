using HyperSearch.Numerics;

namespace HyperSearch.Trainer.Data;

/// <summary>
/// Handwritten-like digits: a style of the digit is chosen at random, its control points are moved, the whole is scaled, slanted, turned and shifted, drawn with
/// a pen of random width, and noise is added. Sample i is a function of i alone, so the first N samples are the same whatever N is.
/// </summary>
internal static class DigitSource
{
    public const int DefaultSamples = 5000;

    // Part of the data: another seed, or another order of the draws below, is another data set and another fingerprint.
    private const ulong Seed = 0x6469676974730001;
    private const int Classes = 10;

    // Beyond the most samples that can be asked for, so that no study ever trains on them.
    private const int FirstTest = 1_000_000, TestSamples = 2000;

    /// <summary>The first <paramref name="samples"/> digits; sample i shows i modulo 10.</summary>
    public static Dataset Draw(int samples) => Draw(0, samples);

    /// <summary>The test part: digits that are in no training part, however large; the same for every study.</summary>
    public static Dataset DrawTest() => Draw(FirstTest, TestSamples);

    private static Dataset Draw(int first, int samples)
    {
        const int Pixels = DigitPen.Size * DigitPen.Size;
        float[] features = new float[checked(samples * Pixels)];
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++)
        {
            labels[i] = i % Classes;
            Draw(labels[i], new RandomStream(Seed, StreamPurpose.Digits, 0, first + i), features.AsSpan(i * Pixels, Pixels));
        }

        return new Dataset(features, labels, Pixels, Classes) { Image = new ImageShape(DigitPen.Size, DigitPen.Size, 1) };
    }

    private static void Draw(int digit, RandomStream random, Span<float> picture)
    {
        (double X, double Y)[][][] styles = DigitStyles.Strokes[digit];
        (double X, double Y)[][] strokes = styles[random.NextBelow(styles.Length)];
        double height = Between(random, 16, 20), width = height * Between(random, 0.6, 0.9);
        double slant = 0.18 * random.NextGaussian();
        (double sin, double cos) = Elementary.SinCos(0.12 * random.NextGaussian());
        double centreX = 13.5 + Between(random, -2.4, 2.4), centreY = 13.5 + Between(random, -2.4, 2.4);
        double radius = Between(random, 1.1, 2);
        var pen = new DigitPen();
        foreach ((double X, double Y)[] stroke in strokes)
        {
            var points = new (double X, double Y)[stroke.Length];
            for (int i = 0; i < points.Length; i++)
            {
                if (i > 0 && stroke[i] == stroke[i - 1])
                {
                    points[i] = points[i - 1];
                    continue;
                }

                double y = (stroke[i].Y + (0.015 * random.NextGaussian())) * height;
                double x = ((stroke[i].X + (0.015 * random.NextGaussian())) * width) - (slant * y);
                points[i] = (centreX + (cos * x) - (sin * y), centreY + (sin * x) + (cos * y));
            }

            pen.Draw(points, radius * Between(random, 0.8, 1.2), radius * Between(random, 0.6, 1.1));
        }

        // In steps of 1/255, like scanned pictures: what is stored does not depend on the last bit of a root.
        double ink = Between(random, 0.8, 1), noise = Between(random, 0, 0.08);
        for (int i = 0; i < picture.Length; i++)
        {
            double value = (ink * pen.Picture[i]) + (noise * Noise(random));
            picture[i] = (float)Math.Round(Math.Clamp(value, 0, 1) * 255) / 255f;
        }
    }

    // The sum of the four bytes of a word, with mean 0 and standard deviation 1: near enough to normal, and a tenth of its time.
    private static double Noise(RandomStream random)
    {
        uint word = random.NextUInt32();
        return ((int)((word & 255) + ((word >> 8) & 255) + ((word >> 16) & 255) + (word >> 24)) - 510) / 147.8;
    }

    private static double Between(RandomStream random, double low, double high) => low + ((high - low) * random.NextUnit());
}
