using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>The samples a network learns from, and how many of them are kept back to score it.</summary>
[Description("The samples a network learns from, and how many of them are kept back to score it.")]
public sealed record DataOptions : IValidatableObject
{
    /// <summary>Where the samples come from. No default.</summary>
    [Description("Where the samples come from: 'digits' (drawn by the program, no download), 'idx' (a folder in the format of MNIST), 'csv' (a file), 'npy' (a folder of numpy arrays) or 'mlnet' (a file that a loader of ML.NET's reads; needs the plug-in HyperSearch.AutoML, and is written into the study folder as numpy arrays when the study starts).")]
    public required DataSourceKind Source { get; init; }

    /// <summary>
    /// Where the data is. <c>idx</c>: the folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, each plain or with .gz; <c>csv</c>: the file; <c>npy</c>: the
    /// folder with features.npy and labels.npy; <c>mlnet</c>: the file that the loader reads. Not allowed with <c>digits</c>.
    /// </summary>
    [Description("Where the data is. 'idx': the folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, each plain or with .gz; 'csv': the file; 'npy': the folder with features.npy and labels.npy; 'mlnet': the file that the loader reads. Not allowed with 'digits'.")]
    [MinLength(1)]
    public string? Path { get; init; }

    /// <summary>How many samples are used: the first N of the training part. Default: all of a file; 5000 digits.</summary>
    [Description("How many samples are used: the first N of the training part. Default: all of a file, or 5000 drawn digits.")]
    [Range(2, 1_000_000)]
    public int? Samples { get; init; }

    /// <summary>
    /// What the network is scored on: a share of the samples, over 0 and under 1, that is kept back, stratified by class; or the path of data of its own, in the format of
    /// the source. Default 0.2.
    /// </summary>
    [Description("What the network is scored on: a share of the samples that is kept back, stratified by class, or the path of data of its own, in the format of the source. Default 0.2.")]
    public DataPart Validation { get; init; } = 0.2;

    /// <summary>
    /// What no trial ever sees, for one last score: a share of the samples, taken away before the validation part is, or the path of data of its own. Default: what the
    /// source carries (t10k files beside the IDX files, test-features.npy and test-labels.npy, 2000 more digits), else none.
    /// </summary>
    [Description("What no trial ever sees, for one last score: a share of the samples, taken away before the validation part is, or the path of data of its own. Default: what the source carries, else none.")]
    public DataPart? Test { get; init; }

    /// <summary>The name of the column that holds the label. Needed by <c>csv</c>, not allowed elsewhere.</summary>
    [Description("The name of the column that holds the label. Needed by 'csv', not allowed elsewhere.")]
    [MinLength(1)]
    public string? Label { get; init; }

    /// <summary>How ML.NET reads the file. Needed by <c>mlnet</c>, not allowed elsewhere.</summary>
    [Description("How ML.NET reads the file. Needed by 'mlnet', not allowed elsewhere.")]
    public LoaderOptions? Loader { get; init; }

    /// <summary>What becomes of missing features of <c>csv</c>. Default refuse; ignored by the other sources.</summary>
    [Description("What becomes of missing features of 'csv'. Default refuse; ignored by the other sources.")]
    public MissingValues Missing { get; init; } = MissingValues.Refuse;

    /// <summary>How features are scaled. Default none.</summary>
    [Description("How features are scaled; learnt from the training part alone. Default none: pixels of 'idx' and 'digits' are 0 to 1, the rest is as stored.")]
    public FeatureScaling Normalize { get; init; } = FeatureScaling.None;

    /// <summary>How pictures are changed at random each time they are trained on. Default: not at all.</summary>
    [Description("How pictures are changed at random each time they are trained on; the validation part never is. Default: not at all.")]
    public AugmentOptions Augment { get; init; } = new();

    /// <summary>The SHA-256 of the samples in hex, checked on loading. Written by the program into the study folder; leave it out elsewhere.</summary>
    [Description("The SHA-256 of the samples in hex, checked on loading. Written by the program into the study folder; leave it out elsewhere.")]
    [MinLength(64)]
    [MaxLength(64)]
    public string? Fingerprint { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Source != DataSourceKind.Digits && string.IsNullOrEmpty(Path))
        {
            string what = Source switch { DataSourceKind.Idx => "the folder that holds the IDX files", DataSourceKind.Csv => "the CSV file", DataSourceKind.Mlnet => "the file that the loader reads", _ => "the folder that holds features.npy and labels.npy" };
            yield return new ValidationResult($"is needed when 'source' is '{Source.ToString().ToLowerInvariant()}': {what}", [nameof(Path)]);
        }

        if (Source == DataSourceKind.Digits && Path is not null)
        {
            yield return new ValidationResult("is not allowed when 'source' is 'digits': they are drawn by the program", [nameof(Path)]);
        }

        if (Source == DataSourceKind.Csv != !string.IsNullOrEmpty(Label))
        {
            yield return new ValidationResult(Source == DataSourceKind.Csv ? "is needed when 'source' is 'csv': the name of the label's column" : "is allowed only when 'source' is 'csv'", [nameof(Label)]);
        }

        if (Source == DataSourceKind.Mlnet != Loader is not null)
        {
            yield return new ValidationResult(Source == DataSourceKind.Mlnet ? "is needed when 'source' is 'mlnet': how the file is read" : "is allowed only when 'source' is 'mlnet'", [nameof(Loader)]);
        }

        foreach ((DataPart? part, string name) in new[] { ((DataPart?)Validation, nameof(Validation)), (Test, nameof(Test)) })
        {
            string? fault = part?.Fault ?? (part?.Path is not null && Source == DataSourceKind.Digits ? "is a path, which is not allowed when 'source' is 'digits'; a share is" : null);
            if (fault is not null)
                yield return new ValidationResult(fault, [name]);
        }

        if (Fingerprint is not null && !Fingerprint.All(char.IsAsciiHexDigit))
        {
            yield return new ValidationResult("must be 64 hexadecimal digits", [nameof(Fingerprint)]);
        }
    }
}
