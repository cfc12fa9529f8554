using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Losses;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Training;

public sealed class TrainingLoopTests
{
    private static readonly Dataset Data = Samples.Clusters(130, 20, 5, spread: 1.2);

    private static readonly TrainerOptions Options = new()
    {
        Data = new DataOptions { Source = DataSourceKind.Digits },
        Network = new NetworkOptions { Hidden = [30, 17] },
        Optimizer = new OptimizerOptions { Type = OptimizerKind.Adam, LearningRate = 0.01, WeightDecay = 1e-4 },
        BatchSize = 16,
        Epochs = 8,
    };

    public static TheoryData<OptimizerKind, Activation> Kinds => [.. from o in Enum.GetValues<OptimizerKind>() from a in Enum.GetValues<Activation>() select (o, a)];

    public static TheoryData<Normalization, NormalizationPlacement, double> Layouts =>
        [.. from n in Enum.GetValues<Normalization>() from p in Enum.GetValues<NormalizationPlacement>() from d in new[] { 0, 0.4 } select (n, p, d)];

    [Fact]
    public void It_learns_and_numbers_its_epochs_from_1()
    {
        EpochMetrics[] epochs = Train(Options);
        Assert.Equal(Enumerable.Range(1, 8), epochs.Select(e => e.Epoch));
        Assert.True(epochs[^1].TrainLoss < epochs[0].TrainLoss / 3);
        Assert.InRange(epochs[^1].ValidationAccuracy, 0.8, 1);
        Assert.All(epochs, e => Assert.True(e.IsFinite));
    }

    [Fact]
    public void Two_runs_give_the_same_bits_and_another_seed_gives_others()
    {
        Assert.Equal(Train(Options), Train(Options));
        Assert.NotEqual(Train(Options), Train(Options, new TrialSeed(1, 1, 0)));
        Assert.Equal(Train(Options, new TrialSeed(1, 5, 3)), Train(Options, new TrialSeed(1, 6, 3)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void All_kernels_give_the_same_bits(OptimizerKind optimizer, Activation activation)
    {
        TrainerOptions options = Options with
        {
            Optimizer = Options.Optimizer with { Type = optimizer },
            Network = Options.Network with { Activation = activation },
            Epochs = 2,
        };
        EpochMetrics[] portable = Train(options, kernels: new PortableKernels());
        Assert.Equal(portable, Train(options, kernels: new Avx2Kernels()));
        Assert.Equal(portable, Train(options, kernels: new Avx512Kernels()));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Whatever_the_layers_it_learns_with_the_same_bits_on_all_kernels_and_allocates_nothing(Normalization normalization, NormalizationPlacement placement, double dropout)
    {
        TrainerOptions options = Options with
        {
            Network = Options.Network with { Normalization = normalization, NormalizationPlacement = placement, Dropout = dropout },
            Optimizer = Options.Optimizer with { L1 = 1e-4, ClipNorm = 5 },
            Schedule = new ScheduleOptions { Type = ScheduleKind.Cosine, WarmupEpochs = 1 },
        };
        EpochMetrics[] portable = Train(options, kernels: new PortableKernels());
        Assert.Equal(portable, Train(options, kernels: new Avx2Kernels()));
        Assert.Equal(portable, Train(options, kernels: new Avx512Kernels()));
        Assert.InRange(portable[^1].ValidationAccuracy, 0.6, 1);
        AllocatesNothing(options);
    }

    [Fact]
    public void Without_a_validation_part_it_trains_on_all_the_same_and_says_nothing_of_it()
    {
        DataSplit split = Samples.Split(Data, 100).WithoutValidation();
        Assert.Equal((130, 0), (split.Training.Length, split.Validation.Length));
        using var loop = new TrainingLoop(Options with { Patience = 2 }, Data, split, new TrialSeed(1, 0, 0));
        EpochMetrics[] epochs = [.. loop.Run()];
        Assert.Equal(8, epochs.Length);
        Assert.All(epochs, e => Assert.True(e.IsFinite && !e.HasValidation && double.IsNaN(e.ValidationLoss) && e.Layers.Count == 3));
    }

    [Fact]
    public void Patience_ends_the_training_after_so_many_epochs_without_a_lower_validation_loss()
    {
        EpochMetrics[] all = Train(Options with { Epochs = 60, Optimizer = Options.Optimizer with { LearningRate = 0.05 } });
        EpochMetrics[] patient = Train(Options with { Epochs = 60, Optimizer = Options.Optimizer with { LearningRate = 0.05 }, Patience = 4 });
        Assert.InRange(patient.Length, 5, 59);
        Assert.Equal(all[..patient.Length], patient);
        double best = patient.Min(e => e.ValidationLoss);
        Assert.Equal(patient.Length - 4, patient.First(e => e.ValidationLoss == best).Epoch);
    }

    [Fact]
    public void These_are_the_metrics_on_every_machine()
    {
        EpochMetrics last = Train(Options with { Network = Options.Network with { Activation = Activation.Tanh } })[^1];
        Assert.Equal(new EpochMetrics(8, 0.04161676138435385, 1, 0.10007288283845019, 1), last with { Layers = [] });
    }

    [Fact]
    public void Training_metrics_are_the_means_over_the_epochs_samples_whatever_the_size_of_the_last_batch()
    {
        // At a rate so small that nothing moves, the running mean is the mean of one pass.
        TrainerOptions still = Options with { Optimizer = new OptimizerOptions { LearningRate = 1e-20 }, Epochs = 1 };
        DataSplit split = Samples.Split(Data, 100);
        using var loop = new TrainingLoop(still, Data, split, new TrialSeed(1, 0, 0));
        BatchScore expected = loop.Score(split.Training);
        EpochMetrics epoch = Assert.Single(loop.Run());
        Assert.Equal(expected.Loss / 100, epoch.TrainLoss, 1e-12);
        Assert.Equal(expected.Correct / 100.0, epoch.TrainAccuracy);
    }

    [Fact]
    public void A_batch_larger_than_the_training_part_is_one_batch_of_it_all()
    {
        Assert.Equal(Train(Options with { BatchSize = 100 }), Train(Options with { BatchSize = 1_000_000 }));
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    public void A_learning_rate_of_1000_ends_with_an_epoch_that_is_not_finite_or_learns_nothing(Activation activation)
    {
        var options = new TrainerOptions
        {
            Data = new DataOptions { Source = DataSourceKind.Digits, Samples = 500 },
            Network = new NetworkOptions { Hidden = [100, 100], Activation = activation },
            Optimizer = new OptimizerOptions { LearningRate = 1e3 },
            Epochs = 20,
        };
        Dataset digits = Dataset.Load(options.Data);
        using var loop = new TrainingLoop(options, digits, DataSplit.Stratified(digits, 0.2, 1, 0), new TrialSeed(1, 0, 0));
        EpochMetrics[] epochs = [.. loop.Run()];
        if (activation == Activation.Relu)
            Assert.False(epochs[^1].IsFinite);
        else
            Assert.InRange(epochs[^1].ValidationAccuracy, 0, 0.5);

        Assert.All(epochs[..^1], e => Assert.True(e.IsFinite));
    }

    [Fact]
    public void Epochs_are_trained_one_by_one_as_they_are_asked_for()
    {
        using var loop = new TrainingLoop(Options, Data, Samples.Split(Data, 100), new TrialSeed(1, 0, 0));
        float before = loop.Network.DenseLayers[0].Weights.Values.Row(0)[0];
        using IEnumerator<EpochMetrics> epochs = loop.Run().GetEnumerator();
        Assert.Equal(before, loop.Network.DenseLayers[0].Weights.Values.Row(0)[0]);
        Assert.True(epochs.MoveNext());
        Assert.Equal(Train(Options)[0], epochs.Current);
        Assert.Throws<InvalidOperationException>(() => loop.Run());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_step_allocates_nothing(OptimizerKind optimizer, Activation activation)
    {
        AllocatesNothing(Options with { Optimizer = Options.Optimizer with { Type = optimizer }, Network = Options.Network with { Activation = activation } });
    }

    private static void AllocatesNothing(TrainerOptions options)
    {
        using var loop = new TrainingLoop(options, Data, Samples.Split(Data, 100), new TrialSeed(1, 0, 0));
        int[] samples = [.. Enumerable.Range(0, 16)];
        Step();
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 10; step++)
        {
            Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            if (options.Optimizer.Type == OptimizerKind.Lbfgs)
                loop.TrainWhole(1);
            else
                loop.TrainBatch(samples, isProbed: true);

            loop.Score(samples);
        }
    }

    private static EpochMetrics[] Train(TrainerOptions options, TrialSeed? seed = null, MatrixKernels? kernels = null)
    {
        using var loop = new TrainingLoop(options, Data, Samples.Split(Data, 100), seed ?? new TrialSeed(1, 0, 0), kernels ?? KernelChoice.Current);
        return [.. loop.Run()];
    }
}
