using BenchmarkDotNet.Attributes;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Benchmarks;

/// <summary>One training step on drawn digits, by optimizer; the report shows that it allocates nothing.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private readonly int[] samples = [.. Enumerable.Range(0, 100)];
    private TrainingLoop loop = null!;

    [Params(OptimizerKind.Sgd, OptimizerKind.Momentum, OptimizerKind.Adagrad, OptimizerKind.Rmsprop, OptimizerKind.Adam, OptimizerKind.Adamw)]
    public OptimizerKind Optimizer { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var options = new TrainerOptions
        {
            Data = new DataOptions { Source = DataSourceKind.Digits, Samples = 500 },
            Network = new NetworkOptions { Hidden = [100, 100, 100, 100, 100, 100] },
            Optimizer = new OptimizerOptions { Type = Optimizer, LearningRate = 1e-4 },
        };
        Dataset data = Dataset.Load(options.Data);
        loop = new TrainingLoop(options, data, DataSplit.Draw(data, options.Data, seed: 0, repeat: 0), new TrialSeed(0, 0, 0));
    }

    [GlobalCleanup]
    public void CleanUp() => loop.Dispose();

    [Benchmark(OperationsPerInvoke = 100)]
    public double Samples() => loop.TrainBatch(samples).Loss;
}
