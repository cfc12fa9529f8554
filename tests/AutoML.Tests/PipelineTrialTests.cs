using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;
using SearchSpace = Microsoft.ML.SearchSpace.SearchSpace;

namespace HyperSearch.AutoML.Tests;

public sealed class PipelineTrialTests : IDisposable
{
    private static readonly string[] Variables = ["HYPERSEARCH_PARAMETERS", "HYPERSEARCH_SEED", "HYPERSEARCH_REPEAT"];

    public void Dispose() => Array.ForEach(Variables, v => Environment.SetEnvironmentVariable(v, null));

    [Fact]
    public void A_trial_has_the_values_of_the_study_and_those_by_hand_without_one()
    {
        Assert.Equal(0.5, PipelineTrial.FromEnvironment().Value("lr", 0.5));
        Set("""{ "lr": 0.01, "tree": { "leaves": 7 }, "kind": "fast" }""");
        var trial = PipelineTrial.FromEnvironment();
        Assert.Equal(0.01, trial.Value("lr", 0.5));
        Assert.Equal(7, trial.Value("tree.leaves", 20));
        Assert.Equal("fast", trial.Value("kind", "slow"));
        Assert.Equal(3, trial.Value("other", 3));
    }

    [Fact]
    public void A_function_from_parameters_to_a_pipeline_is_fitted_to_four_fifths_and_scored_on_the_rest()
    {
        Set("""{ "l2": 0.001 }""");
        (double value, string line) = Printed(() =>
        {
            var trial = PipelineTrial.FromEnvironment();
            int scored = 0;
            double accuracy = trial.Run(Data(trial.Context), trial.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: trial.Value("l2", 1f)), "validation.accuracy", part =>
            {
                scored = part.GetColumn<float>("Score").Count();
                return trial.Context.BinaryClassification.Evaluate(part).Accuracy;
            });
            Assert.InRange(scored, 60, 140);
            return accuracy;
        });
        Assert.InRange(value, 0.9, 1);
        Assert.Equal($"{{\"epoch\": 1, \"validation.accuracy\": {value.ToString("R", CultureInfo.InvariantCulture)}}}", line.Trim());
        Assert.Equal(value, Printed(() => Again()).Value);

        static double Again()
        {
            var trial = PipelineTrial.FromEnvironment();
            return trial.Run(Data(trial.Context), trial.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: trial.Value("l2", 1f)), "validation.accuracy", part => trial.Context.BinaryClassification.Evaluate(part).Accuracy);
        }
    }

    [Fact]
    public void A_sweepable_pipeline_takes_the_searched_values_over_its_defaults()
    {
        Set("""{ "e1": { "l2": 0.25 } }""");
        var trial = PipelineTrial.FromEnvironment();
        double seen = 0, other = 0;
        var space = new SearchSpace { ["l2"] = new UniformDoubleOption(0.001, 1, defaultValue: 0.5), ["l1"] = new UniformDoubleOption(0.001, 1, defaultValue: 0.5) };
        var sweepable = new SweepableEstimator((context, p) =>
        {
            (seen, other) = (p["l2"].AsType<double>(), p["l1"].AsType<double>());
            return context.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: (float)seen);
        }, space);
        SweepablePipeline pipeline = trial.Context.Transforms.CopyColumns("Same", "Label").Append(sweepable);
        string[] keys = [.. pipeline.SearchSpace.Keys];
        Assert.Contains("e1", keys);
        Printed(() => trial.Run(Data(trial.Context), pipeline, "accuracy", part => trial.Context.BinaryClassification.Evaluate(part).Accuracy));
        Assert.Equal(0.25, seen);
        Assert.Equal(0.5, other, 6);
    }

    private static IDataView Data(MLContext context) => context.Data.LoadFromEnumerable(Enumerable.Range(0, 500).Select(i => new Row
    {
        Features = [i % 23 / 23f, i % 17 / 17f],
        Label = 2 * (i % 23) / 23f > i % 17 / 17f,
    }));

    private static void Set(string parameters)
    {
        Environment.SetEnvironmentVariable(Variables[0], parameters);
        Environment.SetEnvironmentVariable(Variables[1], "5");
    }

    private static (double Value, string Line) Printed(Func<double> run)
    {
        TextWriter before = Console.Out;
        using var text = new StringWriter();
        try
        {
            Console.SetOut(text);
            return (run(), text.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
