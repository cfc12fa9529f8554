using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>The samples a network learns from, and how many of them are kept back to score it.</summary>
[Description("The samples a network learns from, and how many of them are kept back to score it.")]
public sealed record DataOptions : IValidatableObject
{
    /// <summary>Where the samples come from. No default.</summary>
    [Description("Where the samples come from: 'digits' (drawn by the program, no download) or 'idx' (a folder in the format of MNIST).")]
    public required DataSourceKind Source { get; init; }

    /// <summary>The folder with train-images-idx3-ubyte and train-labels-idx1-ubyte, each plain or with .gz. Needed by <c>idx</c>, not allowed with <c>digits</c>.</summary>
    [Description("The folder that holds train-images-idx3-ubyte and train-labels-idx1-ubyte, each plain or with .gz. Needed by 'idx', not allowed with 'digits'.")]
    [MinLength(1)]
    public string? Path { get; init; }

    /// <summary>How many samples are used: the first N of the training part. Default: all of a file; 5000 digits.</summary>
    [Description("How many samples are used: the first N of the training part. Default: all of a file, or 5000 drawn digits.")]
    [Range(2, 1_000_000)]
    public int? Samples { get; init; }

    /// <summary>The share of the samples, over 0 and under 1, that is kept back to score the network, stratified by class. Default 0.2.</summary>
    [Description("The share of the samples that is kept back to score the network, stratified by class. Default 0.2.")]
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Validation { get; init; } = 0.2;

    /// <summary>The SHA-256 of the samples in hex, checked on loading. Written by the program into the study folder; leave it out elsewhere.</summary>
    [Description("The SHA-256 of the samples in hex, checked on loading. Written by the program into the study folder; leave it out elsewhere.")]
    [MinLength(64)]
    [MaxLength(64)]
    public string? Fingerprint { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Source == DataSourceKind.Idx && string.IsNullOrEmpty(Path))
        {
            yield return new ValidationResult("is needed when 'source' is 'idx': the folder that holds the IDX files", [nameof(Path)]);
        }

        if (Source == DataSourceKind.Digits && Path is not null)
        {
            yield return new ValidationResult("is not allowed when 'source' is 'digits': they are drawn by the program", [nameof(Path)]);
        }

        if (Fingerprint is not null && !Fingerprint.All(char.IsAsciiHexDigit))
        {
            yield return new ValidationResult("must be 64 hexadecimal digits", [nameof(Fingerprint)]);
        }
    }
}
