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
}
