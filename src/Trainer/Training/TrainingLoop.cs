using HyperSearch.Numerics;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Losses;
using HyperSearch.Trainer.Models;
using HyperSearch.Trainer.Optimizers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Training;

/// <summary>
/// Trains one network on one thread. The metrics are a function of the options, the data, the split and the seed, to the bit: not of the machine, its vector
/// width or what else runs.
/// </summary>
/// <remarks>Owns native memory: dispose it. Not thread-safe; any number of loops may run side by side on the same data.</remarks>
public sealed unsafe class TrainingLoop : IDisposable
{
    // Rows of a pass over the validation part. Only speed depends on it: a row's scores depend on that row alone.
    private const int ScoredRows = 128;

    private readonly TrainerOptions options;
    private readonly Dataset data;
    private readonly DataSplit split;
    private readonly TrialSeed seed;
    private readonly Matrix batch;
    private readonly int[] batchLabels;
    private readonly float[] batchTargets;
    private readonly Normalizer? normalizer;
    private readonly ImageAugmenter? augmenter;
    private RandomStream? augmentation;
    private readonly Optimizer? optimizer;
    private readonly WholeBatchSearch? search;
    private readonly LossFunction loss;
    private readonly LayerProbe probe;
    private bool hasRun;
    private int trainedSteps;

    /// <summary>Makes the network, with its initial weights.</summary>
    /// <param name="options">What to train; of its data section, how features are scaled and pictures changed.</param>
    /// <param name="data">The samples.</param>
    /// <param name="split">Which of them to learn from and which to be scored on.</param>
    /// <param name="seed">The source of the initial weights and of the batches.</param>
    public TrainingLoop(TrainerOptions options, Dataset data, DataSplit split, TrialSeed seed)
        : this(options, data, split, seed, KernelChoice.Current)
    {
    }

    internal TrainingLoop(TrainerOptions options, Dataset data, DataSplit split, TrialSeed seed, MatrixKernels kernels)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(split);
        if (data.IsRegression && options.Loss != LossKind.MeanSquaredError)
            throw new DataException("The labels were loaded as numbers to be predicted; only the loss mean_squared_error can learn them.");

        (this.options, this.data, this.split, this.seed) = (options, data, split, seed);
        int capacity = Math.Max(Math.Min(options.BatchSize, split.Training.Length), Math.Min(ScoredRows, split.Validation.Length));
        batch = new Matrix(capacity, data.Inputs);
        batchLabels = new int[capacity];
        batchTargets = new float[data.IsRegression ? capacity : 0];
        normalizer = split.Normalizer(data, options.Data.Normalize);
        augmenter = options.Data.Augment.IsOn ? new ImageAugmenter(options.Data.Augment, data) : null;
        Network = new Network(options.Network, data.Inputs, data.Classes, capacity, kernels);
        if (options.Optimizer.Type == OptimizerKind.Lbfgs)
            search = new WholeBatchSearch(Network.Parameters, options, split.Training, Differentiate);
        else
            optimizer = OptimizerFactory.Create(options.Optimizer, Network.Parameters);

        loss = data.IsRegression ? (scores, _, rows) => MeanSquaredError.ScoreTargets(scores, batchTargets, rows) : LossFactory.Create(options.Loss);
        probe = new LayerProbe(Network, options.Network);
        for (int i = 0; i < Network.DenseLayers.Count; i++)
            InitialWeights.Draw(Network.DenseLayers[i], options.Network, seed.Stream(StreamPurpose.InitialWeights, i));

        for (int i = 0; i < Network.DropoutLayers.Count; i++)
            Network.DropoutLayers[i].Key = seed.Stream(StreamPurpose.Dropout, i).NextUInt64();
    }

    internal Network Network { get; }

    /// <summary>
    /// Trains an epoch for each element that is asked for. Ends after the options' epochs, when the options' patience is over, or with the first epoch whose loss is
    /// not finite; that epoch is cut short at the batch that showed it, and its training metrics are those of the samples until then.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loop has been run before.</exception>
    public IEnumerable<EpochMetrics> Run()
    {
        if (hasRun)
            throw new InvalidOperationException("A training loop runs once; make another.");

        hasRun = true;
        return Epochs();
    }

    /// <summary>Copies of the present weights by name, and of what scales the features: what a saved model holds.</summary>
    internal IReadOnlyList<Tensor> Tensors()
    {
        // Where missing features are to be filled in, samples to come may have some, even if none here has.
        bool mayMiss = options.Data is { Source: DataSourceKind.Csv, Missing: MissingValues.Mean };
        return ModelTensors.Of(Network, normalizer ?? (mayMiss ? Normalizer.Learn(data, split.Training, options.Data.Normalize) : null));
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose()
    {
        probe.Dispose();
        optimizer?.Dispose();
        search?.Dispose();
        Network.Dispose();
        batch.Dispose();
    }

    /// <summary>One step on the given samples, at most a batch of them; the loss is the one before the step. A probed step is measured for the diagnosis.</summary>
    internal BatchScore TrainBatch(ReadOnlySpan<int> samples, bool isProbed = false)
    {
        BatchScore score = Differentiate(samples, trainedSteps++);
        if (isProbed)
            probe.BeforeStep();

        optimizer!.Step();
        if (isProbed)
            probe.AfterStep();

        return score;
    }

    /// <summary>Sets the learning rate of a step: the epoch counted from 1, the step in it from 0.</summary>
    internal void SetRate(int epoch, int step, int steps)
    {
        double rate = options.Optimizer.LearningRate * Schedule.Factor(options.Schedule, options.Epochs, epoch, step, steps);
        if (optimizer is not null)
            optimizer.LearningRate = rate;
        else
            search!.Rate = rate;
    }

    /// <summary>One iteration of lbfgs; the loss is the one before it.</summary>
    internal BatchScore TrainWhole(int epoch)
    {
        SetRate(epoch, 0, 1);
        BatchScore score = search!.Step(epoch, probe);
        probe.AfterStep();
        return score;
    }

    /// <summary>Scores the given samples, any number of them.</summary>
    internal BatchScore Score(ReadOnlySpan<int> samples)
    {
        double total = 0;
        int correct = 0;
        for (int start = 0; start < samples.Length; start += batch.Rows)
        {
            ReadOnlySpan<int> part = samples.Slice(start, Math.Min(batch.Rows, samples.Length - start));
            Gather(part, isTraining: false);
            Matrix scores = Network.Forward(batch, part.Length);
            probe.Observe(scores, part.Length);
            BatchScore score = loss(scores, batchLabels, part.Length);
            total += score.Loss;
            correct += score.Correct;
        }

        return new BatchScore(total, correct);
    }

    // The loss of some samples in a step, and the gradient of their mean loss.
    private BatchScore Differentiate(ReadOnlySpan<int> samples, int step)
    {
        Gather(samples, isTraining: true);
        Matrix scores = Network.Forward(batch, samples.Length, step);
        BatchScore score = loss(scores, batchLabels, samples.Length);
        Network.Backward(scores, samples.Length);
        return score;
    }

    private IEnumerable<EpochMetrics> Epochs()
    {
        int[] order = new int[split.Training.Length];
        double lowest = double.PositiveInfinity;
        int waited = 0;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            EpochMetrics metrics = TrainEpoch(epoch, order);
            waited = metrics.ValidationLoss < lowest ? 0 : waited + 1;
            lowest = Math.Min(lowest, metrics.ValidationLoss);
            bool isOver = options.Patience > 0 && metrics.HasValidation && waited >= options.Patience;
            yield return isOver && metrics.IsFinite && epoch < options.Epochs ? metrics with { EndsPatience = true } : metrics;
            if (isOver || !metrics.IsFinite)
                yield break;
        }
    }

    private EpochMetrics TrainEpoch(int epoch, int[] order)
    {
        // Shuffled from the split's order, not from the last epoch's: an epoch's batches depend on its number alone.
        augmentation = augmenter is null ? null : AugmentationOf(epoch);
        split.Training.CopyTo(order, 0);
        seed.Stream(StreamPurpose.Batches, epoch).Shuffle(order.AsSpan());
        double total = 0;
        int correct = 0, seen = 0, steps = (int)(((long)order.Length + options.BatchSize - 1) / options.BatchSize);
        if (search is not null)
        {
            (total, correct) = TrainWhole(epoch);
            seen = order.Length;
        }

        while (seen < order.Length && double.IsFinite(total))
        {
            int rows = Math.Min(options.BatchSize, order.Length - seen);
            SetRate(epoch, seen / options.BatchSize, steps);
            BatchScore score = TrainBatch(order.AsSpan(seen, rows), isProbed: seen + rows == order.Length);
            total += score.Loss;
            correct += score.Correct;
            seen += rows;
        }

        probe.BeginScoring();
        int scored = split.Validation.Length;
        BatchScore validation = Score(split.Validation);
        if (scored == 0)
            Score(split.Training.AsSpan(0, Math.Min(LayerProbe.Rows, split.Training.Length))); // for the probe alone

        IReadOnlyList<LayerState> layers = double.IsFinite(total) ? probe.States() : [];
        return data.IsRegression
            ? new EpochMetrics(epoch, total / seen, double.NaN, validation.Loss / scored, double.NaN)
            {
                ValidationRmse = Math.Sqrt(validation.Loss / scored),
                ValidationR2 = Determination(validation.Loss, SquaredDeviations(split.Validation)),
                Layers = layers,
                HasValidation = scored > 0,
            }
            : new EpochMetrics(epoch, total / seen, (double)correct / seen, validation.Loss / scored, (double)validation.Correct / scored) { Layers = layers, HasValidation = scored > 0 };
    }

    private RandomStream AugmentationOf(int epoch) => new(seed.Stream(StreamPurpose.Augmentation, epoch).NextUInt64(), StreamPurpose.Augmentation);

    // Where all targets are equal there is nothing to explain: 1 for no error, 0 for any, as scikit-learn has it.
    private static double Determination(double errors, double deviations) => deviations > 0 ? 1 - (errors / deviations) : errors == 0 ? 1 : errors > 0 ? 0 : double.NaN;

    private double SquaredDeviations(ReadOnlySpan<int> samples)
    {
        ReadOnlySpan<float> targets = data.Targets.Span;
        double mean = 0, sum = 0;
        foreach (int sample in samples)
            mean += (double)targets[sample] / samples.Length;

        foreach (int sample in samples)
            sum += (targets[sample] - mean) * (targets[sample] - mean);

        return sum;
    }

    private void Gather(ReadOnlySpan<int> samples, bool isTraining)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples.Length, batch.Rows);
        ReadOnlySpan<float> features = data.Features.Span;
        ReadOnlySpan<int> labels = data.Labels.Span;
        for (int r = 0; r < samples.Length; r++)
        {
            features.Slice(samples[r] * data.Inputs, data.Inputs).CopyTo(batch.Row(r));
            batchLabels[r] = labels[samples[r]];
            if (isTraining && augmenter is not null)
            {
                // The stream of an epoch, at the sample: what happens to a picture depends on nothing else.
                augmentation ??= AugmentationOf(1);
                augmentation.Restart(samples[r]);
                augmenter.Apply(batch.Row(r), augmentation);
            }

            normalizer?.Apply(batch.Row(r));
        }

        for (int r = 0; r < samples.Length && data.IsRegression; r++)
            batchTargets[r] = data.Targets.Span[samples[r]];
    }
}
