using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>What training makes small: the mean of this over the samples of a batch.</summary>
[Description("What training makes small: the mean of this over the samples of a batch.")]
public enum LossKind
{
    /// <summary>-log softmax(scores)[label].</summary>
    [Description("-log softmax(scores)[label]")]
    SoftmaxCrossEntropy,

    /// <summary>The multi-class hinge, sum over the other classes of max(0, 1 - scores[label] + scores[class]), divided by the number of classes (as PyTorch does).</summary>
    [Description("The multi-class hinge: sum over the other classes of max(0, 1 - scores[label] + scores[class]), divided by the number of classes.")]
    Hinge,

    /// <summary>
    /// The mean over the outputs of (output - target)^2. With <c>csv</c> and <c>npy</c> the label is a number to be predicted (regression); with the other sources the
    /// targets are 1 for the label's output and 0 for the others.
    /// </summary>
    [Description("The mean over the outputs of (output - target)^2. With 'csv' and 'npy' the label is a number to be predicted (regression); otherwise targets are 1 for the label's output and 0 for the others.")]
    MeanSquaredError,
}
