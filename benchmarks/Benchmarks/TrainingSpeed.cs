using System.Text.Json;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Benchmarks;

/// <summary>Trains one network of <see cref="Nets"/> in this process and prints what peers/train_speed.py prints: samples per second of CPU time.</summary>
internal static class TrainingSpeed
{
    public static void Run(Net net, string mnist)
    {
        // One sample is kept back, because the trainer always scores something; the peers score nothing in the measured time.
        var options = new TrainerOptions
        {
            Data = new DataOptions { Source = DataSourceKind.Idx, Path = mnist, Samples = net.Samples + 1, Validation = 1.0 / (net.Samples + 1) },
            Network = new NetworkOptions { Hidden = net.Hidden, Normalization = net.Normalization, Dropout = net.Dropout },
            Optimizer = new OptimizerOptions { Type = net.Optimizer, LearningRate = 1e-3, WeightDecay = net.WeightDecay },
            BatchSize = net.Batch,
            Epochs = net.Epochs,
        };
        Dataset data = Dataset.Load(options.Data);
        using var loop = new TrainingLoop(options, data, DataSplit.Draw(data, options.Data, seed: 0, repeat: 0), new TrialSeed(0, 0, 0));
        List<double> speeds = [];
        double before = CpuClock.Seconds, loss = double.NaN;
        foreach (EpochMetrics epoch in loop.Run())
        {
            double now = CpuClock.Seconds;
            speeds.Add(net.Samples / (now - before));
            (before, loss) = (now, epoch.TrainLoss);
        }

        speeds.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            library = "hypersearch",
            net = net.Name,
            samples_per_cpu_second = new { median = Math.Round(speeds[speeds.Count / 2]), best = Math.Round(speeds[^1]), worst = Math.Round(speeds[0]) },
            train_loss = loss,
        }));
    }
}
