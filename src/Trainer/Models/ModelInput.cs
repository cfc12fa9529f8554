using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Models;

/// <summary>Samples without labels, as a model takes them.</summary>
public static class ModelInput
{
    /// <summary>
    /// The features of the samples in <paramref name="path"/>, sample after sample, unscaled. A model that has learnt from <c>idx</c> or <c>digits</c> takes IDX files of
    /// images, plain or compressed, or a folder with t10k-images-idx3-ubyte, and .npy files (whole numbers are pixels of 0 to 255, others of 0 to 1); one that has learnt
    /// from <c>npy</c> takes .npy files, or a folder with test-features.npy or else features.npy; one that has learnt from <c>csv</c> takes CSV files with its features' columns,
    /// in any order, and leaves out others.
    /// </summary>
    /// <exception cref="DataException">It is missing, unreadable or faulty, or not what the model has learnt from; the message names the line or the byte.</exception>
    public static float[] Load(string path, ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (!Path.Exists(path))
            throw new DataException($"There is no data {path}.");

        bool isFolder = Directory.Exists(path);
        DataSourceKind source = config.Trainer.Data.Source;
        ImageShape? image = config.Image is { } sizes ? new ImageShape(sizes[0], sizes[1], sizes[2]) : null;
        if (source == DataSourceKind.Csv)
        {
            return isFolder || FileStart.IsIdx(path) || FileStart.IsNpy(path) || FileStart.IsZipped(path)
                ? throw new DataException($"{path} is {(isFolder ? "a folder" : "no text")}; the model has learnt from csv and takes a CSV file.")
                : CsvSource.LoadFeatures(path, config.Features, config.Trainer.Data.Missing);
        }

        bool isNpy = isFolder ? source == DataSourceKind.Npy : FileStart.IsNpy(path);
        if (isNpy)
            return NpySource.LoadFeatures(path, config.Inputs, image, hasUnitPixels: source != DataSourceKind.Npy);

        return source == DataSourceKind.Npy ? throw new DataException($"{path}: byte 0 does not begin with the mark of a .npy file; the model has learnt from npy and takes nothing else.")
            : IdxSource.LoadImages(path, image ?? throw new ModelException("The config of the model lacks the shape of its images."));
    }
}
