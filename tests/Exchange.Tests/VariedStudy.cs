using System.Text.Json;
using HyperSearch.Search.Library;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Exchange.Tests;

/// <summary>
/// A study folder with everything that a trial can come to (completed, pruned, diverged, failed, running, waiting), and dimensions of every kind: scales, steps, limits that ranges
/// widen into, choices of any JSON values, conditions.
/// </summary>
public sealed class VariedStudy : IDisposable
{
    private const int Told = 40;
    private readonly TempFolder temp = new();

    /// <summary>Makes the folder.</summary>
    public VariedStudy()
    {
        var options = new StudyOptions
        {
            Name = "varied",
            Seed = 5,
            Direction = Direction.Maximize,
            Trials = Told + 4,
            Epochs = 4,
            Attempts = 1,
            Tuner = new NarrowingTunerOptions { Rounds = 4 },
            Pruner = new MedianPrunerOptions { StartTrials = 8, WarmupEpochs = 1 },
            Folder = Folder.Root,
        };
        using Study study = Study.Create(Space, options);
        for (int i = 0; i < Told; i++)
        {
            Tell(study, study.Ask()!);
        }

        study.Ask()!.Report(1, 0.25);
    }

    /// <summary>Its space.</summary>
    public static Space Space { get; } = new(
    [
        new NumericDimension("optimizer.rate", 1e-4, 1e-1) { Scale = Scale.Log, Limits = new SearchRange(1e-7, 10) },
        new ChoiceDimension("optimizer.type", Choices("\"sgd\"", "\"momentum\"", "\"plain \\\"text\\\", ä\"")),
        new NumericDimension("momentum", 0.5, 0.99) { Scale = Scale.ReverseLog, When = [new Condition("optimizer.type", Choices("\"momentum\""))] },
        new NumericDimension("units", 8, 512) { Scale = Scale.Log, Integer = true },
        new NumericDimension("batch", 8, 64) { Integer = true, Step = 8 },
        new NumericDimension("dropout", 0.1, 0.7) { Step = 0.2 },
        new NumericDimension("stepped", 1, 9) { Scale = Scale.Log, Step = 2 },
        new ChoiceDimension("layers", Choices("[8]", "[16,16]", "{\"size\":4}")) { Ordered = true },
        new ChoiceDimension("alike", Choices("1", "true", "\"1\"", "null")),
        new ChoiceDimension("apart", Choices("1", "0.5", "\"1\"", "null")),
        new ChoiceDimension("flag", Choices("false", "true")),
    ]);

    /// <summary>The folder.</summary>
    public StudyFolder Folder => new(temp["varied.study"]);

    /// <summary>What it tells.</summary>
    internal StudyFacts Facts => StudyFacts.Read(Folder, FunctionTrainer.Port);

    /// <inheritdoc />
    public void Dispose() => temp.Dispose();

    private static JsonElement[] Choices(params string[] json) => [.. json.Select(j => JsonElement.Parse(j))];

    private static void Tell(Study study, AskedTrial trial)
    {
        if (trial.Number % 10 == 3)
        {
            trial.Report(1, 0.5);
            study.TellFailed(trial, "out of luck");
            return;
        }

        // Better the larger the rate, so that the range widens.
        double quality = Math.Log10(trial["optimizer.rate"]) + (trial.Bool("flag") ? 0.5 : 0);
        for (int epoch = 1; epoch <= trial.Epochs && !trial.ShouldStop; epoch++)
        {
            trial.Report(epoch, trial.Number % 10 == 6 && epoch == 3 ? double.NegativeInfinity : quality - (1.0 / epoch));
        }
    }
}
