using HyperSearch.Numerics;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>
/// Changes one picture at a time: cropped, moved, mirrored, tinted, a box erased, noise added, in this order, each if the options ask for it. What happens to a picture is
/// a function of the stream it is given.
/// </summary>
/// <remarks>Owns the room it works in, so that nothing is allocated; not thread-safe.</remarks>
internal sealed class ImageAugmenter
{
    private readonly AugmentOptions options;
    private readonly int height, width, channels;
    private readonly float peak;
    private readonly float[] room;

    /// <param name="options">What is changed and by how much.</param>
    /// <param name="data">The pictures.</param>
    /// <exception cref="DataException">The samples are no pictures.</exception>
    public ImageAugmenter(AugmentOptions options, Dataset data)
    {
        this.options = options;
        ImageShape image = data.Image ?? throw new DataException("The data section asks for 'augment', which needs pictures; these samples are none (npy arrays are where they have 3 or 4 dimensions).");
        (height, width, channels) = (image.Height, image.Width, image.Channels);
        peak = data.Peak;
        room = new float[data.Inputs];
    }

    /// <summary>Overwrites a picture.</summary>
    public void Apply(Span<float> picture, RandomStream random)
    {
        if (options.Crop > 0)
            Crop(picture, random);

        if (options.Shift > 0)
            Shift(picture, random.NextBelow((2 * options.Shift) + 1) - options.Shift, random.NextBelow((2 * options.Shift) + 1) - options.Shift);

        if (options.Flip && random.NextBelow(2) == 1)
            Flip(picture);

        if (options.Brightness > 0)
            Tint(picture, 1 + (options.Brightness * Around(random)), options.Brightness * Around(random) * peak);

        if (options.Erase > 0)
            Erase(picture, random);

        if (options.Noise > 0)
            AddNoise(picture, random);
    }

    private static double Around(RandomStream random) => (2 * random.NextUnit()) - 1;

    // The centres of the new pixels lie evenly in the window; between old centres values are interpolated, beyond them the edge's is taken.
    private void Crop(Span<float> picture, RandomStream random)
    {
        double side = 1 - (options.Crop * random.NextUnit());
        double top = height * (1 - side) * random.NextUnit(), left = width * (1 - side) * random.NextUnit();
        picture.CopyTo(room);
        for (int y = 0; y < height; y++)
        {
            double fromY = Math.Clamp(top + ((y + 0.5) * side) - 0.5, 0, height - 1);
            int y0 = Math.Min((int)fromY, height - 1), y1 = Math.Min(y0 + 1, height - 1);
            for (int x = 0; x < width; x++)
            {
                double fromX = Math.Clamp(left + ((x + 0.5) * side) - 0.5, 0, width - 1);
                int x0 = Math.Min((int)fromX, width - 1), x1 = Math.Min(x0 + 1, width - 1);
                double down = fromY - y0, along = fromX - x0;
                for (int c = 0; c < channels; c++)
                {
                    double upper = ((1 - along) * room[At(y0, x0, c)]) + (along * room[At(y0, x1, c)]);
                    double lower = ((1 - along) * room[At(y1, x0, c)]) + (along * room[At(y1, x1, c)]);
                    picture[At(y, x, c)] = (float)(((1 - down) * upper) + (down * lower));
                }
            }
        }
    }

    private void Shift(Span<float> picture, int down, int right)
    {
        picture.CopyTo(room);
        picture.Clear();
        int first = Math.Max(0, right), last = Math.Min(width, width + right);
        for (int y = Math.Max(0, down); y < Math.Min(height, height + down) && last > first; y++)
            room.AsSpan(At(y - down, first - right, 0), (last - first) * channels).CopyTo(picture[At(y, first, 0)..]);
    }

    private void Flip(Span<float> picture)
    {
        picture.CopyTo(room);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                room.AsSpan(At(y, width - 1 - x, 0), channels).CopyTo(picture[At(y, x, 0)..]);
        }
    }

    private void Tint(Span<float> picture, double contrast, double brightness)
    {
        foreach (ref float v in picture)
            v = Math.Clamp((float)((v * contrast) + brightness), 0, peak);
    }

    private void Erase(Span<float> picture, RandomStream random)
    {
        int tall = (int)Math.Round(height * options.Erase * random.NextUnit()), wide = (int)Math.Round(width * options.Erase * random.NextUnit());
        int top = random.NextBelow(height - tall + 1), left = random.NextBelow(width - wide + 1);
        for (int y = top; y < top + tall; y++)
            picture.Slice(At(y, left, 0), wide * channels).Clear();
    }

    // The sum of the four bytes of a word, with mean 0 and standard deviation 1: near enough to normal, and a tenth of its time.
    private void AddNoise(Span<float> picture, RandomStream random)
    {
        double size = options.Noise * peak / 147.8;
        foreach (ref float v in picture)
        {
            uint word = random.NextUInt32();
            int sum = (int)((word & 255) + ((word >> 8) & 255) + ((word >> 16) & 255) + (word >> 24)) - 510;
            v = Math.Clamp((float)(v + (size * sum)), 0, peak);
        }
    }

    private int At(int y, int x, int channel) => (((y * width) + x) * channels) + channel;
}
