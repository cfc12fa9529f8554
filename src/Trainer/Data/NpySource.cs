using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>
/// Reads a folder with <c>features.npy</c>, a sample for each index of its first dimension, and <c>labels.npy</c>, of one dimension: whole numbers from 0 for classes, any
/// numbers for regression. Features of three dimensions are pictures [samples, height, width], of four [samples, height, width, channels]. Nothing is scaled.
/// </summary>
internal static class NpySource
{
    /// <summary>The first <paramref name="samples"/> samples (all where null).</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">What the names of the files begin with: nothing, or <c>test-</c>.</param>
    /// <param name="samples">How many are wanted.</param>
    /// <param name="isRegression">Whether labels are numbers to be predicted.</param>
    /// <param name="like">Data whose sizes this must have; null where there is none.</param>
    public static Dataset Load(string folder, string prefix, int? samples, bool isRegression, Dataset? like)
    {
        if (!Directory.Exists(folder))
            throw new DataException($"The data folder {folder} does not exist{(File.Exists(folder) ? " as a folder; it is a file" : "")}; expected a folder with features.npy and labels.npy.");

        NpyArray features = NpyArray.Read(Path.Combine(folder, prefix + "features.npy"), samples), labels = NpyArray.Read(Path.Combine(folder, prefix + "labels.npy"), samples);
        if (features.Shape.Length < 2 || labels.Shape.Length != 1 || features.Shape[0] != labels.Shape[0])
        {
            throw new DataException(
                $"{features.Path} has the shape ({string.Join(", ", features.Shape)}) and {labels.Path} ({string.Join(", ", labels.Shape)}); expected as many labels, in one dimension, as samples.");
        }

        long inputs = features.Shape.Skip(1).Aggregate(1L, (product, n) => product * n);
        if (inputs > NetworkOptions.MaximumUnits || (like is not null && inputs != like.Inputs))
            throw new DataException($"{features.Path}: a sample has {inputs} features; expected {like?.Inputs.ToString() ?? $"at most {NetworkOptions.MaximumUnits}"}.");

        int[] shape = features.Shape;
        ImageShape? image = shape.Length switch { 3 => new ImageShape(shape[1], shape[2], 1), 4 => new ImageShape(shape[1], shape[2], shape[3]), _ => null };
        float[] numbers = Numbers(features, "feature");
        return isRegression
            ? new Dataset(numbers, new int[shape[0]], (int)inputs, 1) { Targets = Numbers(labels, "label"), Image = image }
            : new Dataset(numbers, Classes(labels, like), (int)inputs, like?.Classes ?? Highest(labels) + 1) { Image = image };
    }

    /// <summary>The features of all samples of a file, which have the given sizes.</summary>
    /// <param name="path">The file, or a folder with test-features.npy or else features.npy.</param>
    /// <param name="inputs">Features of a sample.</param>
    /// <param name="image">How they lie in a picture; null where they are none.</param>
    /// <param name="hasUnitPixels">Whether features are pixels of 0 to 1; whole numbers are then 0 to 255, and divided.</param>
    public static float[] LoadFeatures(string path, int inputs, ImageShape? image, bool hasUnitPixels)
    {
        string test = Path.Combine(path, "test-features.npy");
        NpyArray array = NpyArray.Read(!Directory.Exists(path) ? path : File.Exists(test) ? test : Path.Combine(path, "features.npy"), null);
        int[] shape = array.Shape;
        bool isPicture = image is not null && shape.Length is 3 or 4;
        if (shape.Length < 2 || shape.Skip(1).Aggregate(1L, (product, n) => product * n) != inputs
            || (isPicture && (shape[1] != image!.Height || shape[2] != image.Width || shape.ElementAtOrDefault(3) is var channels && Math.Max(channels, 1) != image.Channels)))
        {
            string learnt = image is null ? $"{inputs} features" : $"{image.Height} x {image.Width} pixels{(image.Channels == 1 ? "" : $" of {image.Channels} channels")}";
            throw new DataException($"{array.Path}: the array has the shape ({string.Join(", ", shape)}); the model has learnt from samples of {learnt}, so expected is [samples, ...] with {inputs} numbers each.");
        }

        float[] numbers = Numbers(array, "feature");
        for (int i = 0; hasUnitPixels && array.IsWhole && i < numbers.Length; i++)
            numbers[i] /= 255f;

        return numbers;
    }

    private static float[] Numbers(NpyArray array, string what)
    {
        float[] numbers = new float[array.Shape.Aggregate(1, (product, n) => checked(product * n))];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)array[i];
            if (!float.IsFinite(numbers[i]))
                throw new DataException($"{array.Path}: the {what} at byte {array.Start + ((long)i * array.ItemSize)}, of sample {i / (numbers.Length / array.Shape[0])}, is {array[i]}; expected a finite number.");
        }

        return numbers;
    }

    private static int[] Classes(NpyArray labels, Dataset? like)
    {
        int[] classes = new int[labels.Shape[0]];
        int most = like?.Classes - 1 ?? NetworkOptions.MaximumUnits - 1;
        for (int i = 0; i < classes.Length; i++)
        {
            double label = labels[i];
            classes[i] = label >= 0 && label <= most && label == Math.Floor(label) ? (int)label
                : throw new DataException($"{labels.Path}: the label of sample {i}, at byte {labels.Start + ((long)i * labels.ItemSize)}, is {label}; expected a class, a whole number from 0 to {most}.");
        }

        return classes;
    }

    // At least two: a network with a single score has nothing to choose from.
    private static int Highest(NpyArray labels) => Math.Max(1, Enumerable.Range(0, labels.Shape[0]).Max(i => labels[i] is >= 0 and < NetworkOptions.MaximumUnits ? (int)labels[i] : 0));
}
