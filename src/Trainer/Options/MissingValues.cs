using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>What becomes of a missing feature: an empty field, NA, NaN or ?.</summary>
[Description("What becomes of a missing feature: an empty field, NA, NaN or ?.")]
public enum MissingValues
{
    /// <summary>It is an error that names its line and column.</summary>
    [Description("It is an error that names its line and column.")]
    Refuse,

    /// <summary>It is replaced by the mean of the feature in the training part.</summary>
    [Description("It is replaced by the mean of the feature in the training part.")]
    Mean,
}
