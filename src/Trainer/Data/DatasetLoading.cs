using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>Loads the parts of a data set from their source and joins them.</summary>
internal static class DatasetLoading
{
    /// <summary>Whether labels are numbers to be predicted: with mean_squared_error, where the source can have such.</summary>
    public static bool IsRegression(TrainerOptions options) =>
        options.Loss == LossKind.MeanSquaredError && options.Data.Source is (DataSourceKind.Csv or DataSourceKind.Npy);

    public static Dataset Load(DataOptions options, bool isRegression)
    {
        Dataset data = Named(nameof(options.Path), () => Part(options, options.Path, options.Samples, isRegression, null));
        return options.Validation.Path is { } validation ? Named(nameof(options.Validation), () => Join(data, Part(options, validation, null, isRegression, data), validation)) : data;
    }

    public static Dataset? LoadTest(DataOptions options, bool isRegression, Dataset training) => options switch
    {
        { Test.Path: { } path } => Named(nameof(options.Test), () => Fitting(Part(options, path, null, isRegression, training), training, path)),
        { Test: not null } => null,
        { Source: DataSourceKind.Digits } => DigitSource.DrawTest(),
        { Source: DataSourceKind.Idx, Path: { } folder } when IdxSource.HasTest(folder) => Fitting(IdxSource.Load(folder, null, IdxSource.Test), training, folder),
        { Source: DataSourceKind.Npy, Path: { } folder } when File.Exists(Path.Combine(folder, "test-features.npy")) => NpySource.Load(folder, "test-", null, isRegression, training),
        _ => null,
    };

    /// <summary>Adds to a fault of a part of the data which setting names that part.</summary>
    private static Dataset Named(string setting, Func<Dataset> load)
    {
        try
        {
            return load();
        }
        catch (DataException e) when (e.Setting is null)
        {
            throw new DataException(e.Reason, e) { Setting = $"trainer.data.{setting.ToLowerInvariant()}" };
        }
    }

    private static Dataset Part(DataOptions options, string? path, int? samples, bool isRegression, Dataset? like) => options.Source switch
    {
        DataSourceKind.Digits => DigitSource.Draw(samples ?? DigitSource.DefaultSamples),
        DataSourceKind.Idx => IdxSource.Load(path ?? throw new DataException("The data source idx needs a path, the folder of the IDX files."), samples),
        DataSourceKind.Csv => CsvSource.Load(path ?? throw new DataException("The data source csv needs a path, the file."), options, samples, isRegression, like),
        DataSourceKind.Npy => NpySource.Load(path ?? throw new DataException("The data source npy needs a path, the folder of features.npy and labels.npy."), "", samples, isRegression, like),
        DataSourceKind.Mlnet => throw new DataException("Data of the source mlnet are read when a study starts, which keeps them as numpy arrays; train the study's folder, or its best.json."),
        _ => throw new DataException($"There is no data source {options.Source}."),
    };

    private static Dataset Fitting(Dataset part, Dataset training, string path) => part.Inputs == training.Inputs && part.Classes == training.Classes ? part
        : throw new DataException($"{path} has samples of {part.Inputs} features and {part.Classes} classes; the training part has {training.Inputs} and {training.Classes}.");

    private static Dataset Join(Dataset training, Dataset validation, string path)
    {
        Fitting(validation, training, path);
        return new Dataset([.. training.Features.Span, .. validation.Features.Span], [.. training.Labels.Span, .. validation.Labels.Span], training.Inputs, training.Classes)
        {
            Targets = (float[])[.. training.Targets.Span, .. validation.Targets.Span],
            Image = training.Image,
            ClassNames = training.ClassNames,
            FeatureNames = training.FeatureNames,
            OwnValidation = validation.Count,
            HasMissing = training.HasMissing || validation.HasMissing,
        };
    }
}
