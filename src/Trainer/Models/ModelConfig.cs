using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Models;

/// <summary>What must be known of a model besides its numbers, to train it again and to use it: kept as JSON in its file.</summary>
[Description("What must be known of a model besides its numbers.")]
public sealed record ModelConfig : IValidatableObject
{
    /// <summary>The number of the present format.</summary>
    public const int PresentFormat = 1;

    /// <summary>The number of the format; another than <see cref="PresentFormat"/> is refused.</summary>
    [Range(PresentFormat, PresentFormat)]
    public required int Format { get; init; }

    /// <summary>The seed of the study it was trained in, or that of its file.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The trial whose initial weights and batches it had.</summary>
    [Range(0, int.MaxValue)]
    public int Trial { get; init; }

    /// <summary>0, or which repeat of it, with weights and batches of its own.</summary>
    [Range(0, int.MaxValue)]
    public int Repeat { get; init; }

    /// <summary>The complete trainer section.</summary>
    public required TrainerOptions Trainer { get; init; }

    /// <summary>The number of features of a sample.</summary>
    [Range(1, int.MaxValue)]
    public required int Inputs { get; init; }

    /// <summary>The number of classes; for regression 1.</summary>
    [Range(1, NetworkOptions.MaximumUnits)]
    public required int Outputs { get; init; }

    /// <summary>Whether it predicts a number, not a class. Default false.</summary>
    public bool Regression { get; init; }

    /// <summary>The names of the classes; empty where they are called by their numbers.</summary>
    public string[] Classes { get; init; } = [];

    /// <summary>The names of the features, in order; empty where they have none.</summary>
    public string[] Features { get; init; } = [];

    /// <summary>How the features lie in a picture: height, width and channels. Null where they are none.</summary>
    [MinLength(3)]
    [MaxLength(3)]
    [Range(1, NetworkOptions.MaximumUnits)]
    public int[]? Image { get; init; }

    /// <summary>The config of a model that learns from some data.</summary>
    /// <param name="options">What is trained.</param>
    /// <param name="data">The samples.</param>
    /// <param name="seed">The source of the initial weights and of the batches.</param>
    public static ModelConfig Of(TrainerOptions options, Dataset data, Training.TrialSeed seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ModelConfig
        {
            Format = PresentFormat,
            Seed = seed.Study,
            Trial = seed.Trial,
            Repeat = seed.Repeat,
            Trainer = options,
            Inputs = data.Inputs,
            Outputs = data.Classes,
            Regression = data.IsRegression,
            Classes = [.. data.ClassNames],
            Features = [.. data.FeatureNames],
            Image = data.Image is { } image ? [image.Height, image.Width, image.Channels] : null,
        };
    }

    /// <summary>The name of a class.</summary>
    public string NameOf(int label) => label < Classes.Length ? Classes[label] : $"{label}";

    /// <summary>Whether another model answers the same question about the same kind of data, so that their predictions can be averaged.</summary>
    public bool Agrees(ModelConfig other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Inputs, Outputs, Regression, Trainer.Data.Source) == (other.Inputs, other.Outputs, other.Regression, other.Trainer.Data.Source)
            && Classes.SequenceEqual(other.Classes) && Features.SequenceEqual(other.Features) && (Image ?? []).SequenceEqual(other.Image ?? []);
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Regression && Outputs != 1)
            yield return new ValidationResult($"is {Outputs}; a model for regression has 1", [nameof(Outputs)]);

        if (Classes.Length > 0 && Classes.Length != Outputs)
            yield return new ValidationResult($"has {Classes.Length} names for {Outputs} outputs", [nameof(Classes)]);

        if (Features.Length > 0 && Features.Length != Inputs)
            yield return new ValidationResult($"has {Features.Length} names for {Inputs} inputs", [nameof(Features)]);

        if (Image is not null && Image.Aggregate(1L, (product, n) => product * n) != Inputs)
            yield return new ValidationResult($"has {string.Join(" x ", Image)} numbers for {Inputs} inputs", [nameof(Image)]);
    }
}
