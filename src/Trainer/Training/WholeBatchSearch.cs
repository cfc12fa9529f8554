using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Losses;
using HyperSearch.Trainer.Optimizers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Training;

/// <summary>
/// Trains by L-BFGS: the mean loss of the whole training part and the L2 penalty are the objective, an epoch is an iteration. The samples are taken a batch at a time, so
/// that memory does not grow with their number; batch normalisation sees those batches.
/// </summary>
internal sealed class WholeBatchSearch : IDisposable
{
    private readonly int[] samples;
    private readonly int batchSize;
    private readonly double decay;
    private readonly PartGradient differentiate;
    private readonly ParameterVector sum;
    private readonly LbfgsSearch search;
    private LayerProbe? probe;
    private BatchScore first;
    private int epoch;

    /// <param name="parameters">What is learnt.</param>
    /// <param name="options">The size of a batch and the penalty.</param>
    /// <param name="samples">The training part.</param>
    /// <param name="differentiate">The gradient of a batch.</param>
    public WholeBatchSearch(IReadOnlyList<Parameter> parameters, TrainerOptions options, int[] samples, PartGradient differentiate)
    {
        (this.samples, this.differentiate) = (samples, differentiate);
        (batchSize, decay) = (options.BatchSize, options.Optimizer.WeightDecay);
        sum = new ParameterVector(parameters);
        search = new LbfgsSearch(parameters, Evaluate);
    }

    /// <summary>The loss of some samples in a step, summed; fills the gradients with those of their mean loss.</summary>
    public delegate BatchScore PartGradient(ReadOnlySpan<int> samples, int step);

    /// <summary>The length that the next line search tries first.</summary>
    public double Rate { get; set; }

    /// <summary>One iteration; the score is the one before it, where the probe measures the gradient.</summary>
    public BatchScore Step(int epoch, LayerProbe probe)
    {
        (this.epoch, this.probe) = (epoch, probe);
        search.Step(Rate);
        return first;
    }

    public void Dispose()
    {
        sum.Dispose();
        search.Dispose();
    }

    // Dropout and augmentation are the same for every evaluation of an epoch, so that the line search sees one function.
    private double Evaluate()
    {
        double total = 0;
        int correct = 0, parts = (int)(((long)samples.Length + batchSize - 1) / batchSize);
        sum.Clear();
        for (int part = 0; part < parts; part++)
        {
            int start = part * batchSize, rows = Math.Min(batchSize, samples.Length - start);
            BatchScore score = differentiate(samples.AsSpan(start, rows), unchecked(((epoch - 1) * parts) + part));
            sum.AddGradient((double)rows / samples.Length);
            total += score.Loss;
            correct += score.Correct;
        }

        double penalty = sum.CopyToGradient(decay);
        if (probe is not null)
        {
            first = new BatchScore(total, correct);
            probe.BeforeStep();
            probe = null;
        }

        return (total / samples.Length) + penalty;
    }
}
