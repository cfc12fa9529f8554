using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>Everything that decides one training: data, network, loss, optimizer, schedule, batches and epochs.</summary>
[Description("Everything that decides one training: data, network, loss, optimizer, schedule, batches and epochs.")]
public sealed record TrainerOptions
{
    /// <summary>The samples. No default.</summary>
    [Description("The samples a network learns from.")]
    public required DataOptions Data { get; init; }

    /// <summary>The network. Default: one hidden layer of 100 units.</summary>
    [Description("The network. Default: one hidden layer of 100 relu units.")]
    public NetworkOptions Network { get; init; } = new();

    /// <summary>What training makes small. Default softmax_cross_entropy.</summary>
    [Description("What training makes small. Default softmax_cross_entropy.")]
    public LossKind Loss { get; init; } = LossKind.SoftmaxCrossEntropy;

    /// <summary>The optimizer. Default: sgd at 0.01.</summary>
    [Description("The rule that updates the weights. Default: sgd with learning rate 0.01.")]
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>How the learning rate changes. Default: not at all.</summary>
    [Description("How the learning rate changes as training goes on. Default: not at all.")]
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>Samples in a step, 1 to 1000000; the last batch of an epoch may be smaller. With lbfgs only how many are worked on at a time. Default 100.</summary>
    [Description("Samples in a step; the last batch of an epoch may be smaller. With 'lbfgs' only how many are worked on at a time. Default 100.")]
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 100;

    /// <summary>Passes over the training part, 1 to 1000000. Default 10.</summary>
    [Description("Passes over the training part. Default 10.")]
    [Range(1, 1_000_000)]
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// Training ends after so many epochs in a row without a new lowest validation loss, 0 to 1000000. Default 0: it goes on to the last epoch.
    /// </summary>
    [Description("Training ends after so many epochs in a row without a new lowest validation loss. Default 0: it goes on to the last epoch.")]
    [Range(0, 1_000_000)]
    public int Patience { get; init; }
}
