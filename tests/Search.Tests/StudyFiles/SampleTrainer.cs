using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tests.StudyFiles;

/// <summary>A trainer section like that of the built-in trainer, which these tests know nothing of, with a schedule chosen by type besides.</summary>
[Description("A trainer for tests.")]
internal sealed record SampleTrainer : IValidatableObject
{
    public static readonly TrainerPort Port = new(typeof(SampleTrainer), ["validation.accuracy", "validation.loss", "train.accuracy", "train.loss", "validation.speed"]);

    [Description("The samples.")]
    public required SampleData Data { get; init; }

    [Description("The network.")]
    public SampleNetwork Network { get; init; } = new();

    [Description("The rule that updates the weights.")]
    public SampleOptimizer Optimizer { get; init; } = new();

    [Description("How the rate changes.")]
    public SampleSchedule? Schedule { get; init; }

    [Description("Samples in a step. Default: 100.")]
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 100;

    [Description("Passes over the data.")]
    [Range(1, 1_000_000)]
    public int Epochs { get; init; } = 10;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Optimizer is { Type: SampleRule.Momentum, Momentum: 0 })
        {
            yield return new ValidationResult("momentum without momentum is sgd", ["Optimizer.Momentum"]);
        }
    }
}

internal sealed record SampleData : IValidatableObject
{
    [Description("Where the samples come from.")]
    public required SampleSource Source { get; init; }

    [MinLength(1)]
    public string? Path { get; init; }

    [Range(2, 1_000_000)]
    public int? Samples { get; init; }

    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Validation { get; init; } = 0.2;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Source == SampleSource.Idx && Path is null)
        {
            yield return new ValidationResult("is needed when 'source' is 'idx'", [nameof(Path)]);
        }
    }
}

internal enum SampleSource
{
    Digits,
    Idx,
}

internal enum SampleActivation
{
    Relu,
    LeakyRelu,
    Tanh,
}

internal enum SampleInitializer
{
    Zeros,
    Normal,
    He,
}

internal enum SampleRule
{
    Sgd,
    Momentum,
    Adam,
}

internal sealed record SampleNetwork : IValidatableObject
{
    [Description("Units of each hidden layer.")]
    [MaxLength(64)]
    public int[] Hidden { get; init; } = [100];

    public SampleActivation Activation { get; init; }

    public SampleInitializer Initializer { get; init; } = SampleInitializer.He;

    public bool Bias { get; init; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Hidden.Any(units => units is < 1 or > 65_536))
        {
            yield return new ValidationResult("a layer has 1 to 65536 units", [nameof(Hidden)]);
        }
    }
}

internal sealed record SampleOptimizer
{
    public SampleRule Type { get; init; }

    [Description("The step size. Default: 0.01.")]
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.01;

    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; } = 0.9;

    [Range(0.0, 1e3)]
    public double WeightDecay { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SampleConstant), "constant")]
[JsonDerivedType(typeof(SampleStep), "step")]
internal abstract record SampleSchedule;

internal sealed record SampleConstant : SampleSchedule;

internal sealed record SampleStep : SampleSchedule
{
    [Range(1, 1000)]
    public required int StepEpochs { get; init; }

    [Range(0.0, 1.0)]
    public double Factor { get; init; } = 0.1;
}
