using HyperSearch.Search.Library;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Examples;

internal static class LibraryExample
{
    public static async Task<string> RunAsync(string? folder, int parallelism)
    {
        Space space = new SpaceBuilder()
            .Double("learningRate", 1e-5, 1, Scale.Log)
            .Int("hidden", 8, 256, Scale.Log)
            .Choice("optimizer", "sgd", "momentum")
            .Double("momentum", 0.5, 0.99, Scale.ReverseLog).When("optimizer", "momentum")
            .Build();

        using Study study = Study.Create(space, new StudyOptions
        {
            Name = "example",
            Seed = 1,
            Trials = 60,
            Epochs = 10,
            Tuner = new TpeTunerOptions(),
            Pruner = new MedianPrunerOptions(),
            Folder = folder, // null: in memory
        });

        await study.OptimizeAsync(Train, parallelism);
        return $"trial {study.Best!.Number}: {study.Best.Work.Value:R}, hash {study.Hash}";
    }

    private static async Task<double> Train(AskedTrial trial, CancellationToken cancel)
    {
        double rate = trial["learningRate"], loss = 0;
        double momentum = trial.IsActive("momentum") ? trial.Double("momentum") : 0;
        for (int epoch = 1; epoch <= trial.Epochs; epoch++)
        {
            await Task.Yield(); // an epoch of training would stand here
            cancel.ThrowIfCancellationRequested();
            loss = Math.Abs(rate - 0.01) + Math.Abs(momentum - 0.9) + (trial.Int("hidden") / 1000.0) + (1.0 / epoch);
            if (!trial.Report(epoch, loss))
            {
                break; // the pruner stops it, the loss was NaN, or this was the last epoch
            }
        }

        return loss;
    }
}
