using System.Text.Json;
using HyperSearch.TestKit;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Models;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Models;

public sealed class TrainedModelTests : IDisposable
{
    private static readonly Dictionary<string, string> NoTexts = [];

    private readonly TempFolder folder = new();

    public static TheoryData<Normalization, LossKind, FeatureScaling, int[]> Kinds => new MatrixTheoryData<Normalization, LossKind, FeatureScaling, int[]>(
        Enum.GetValues<Normalization>(), Enum.GetValues<LossKind>(), [FeatureScaling.None, FeatureScaling.Standard], [[], [9, 20]]) is var all
        ? [.. all.Select(row => row.Data)] : [];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_that_is_saved_and_read_scores_as_the_training_did_to_the_bit(Normalization normalization, LossKind loss, FeatureScaling scaling, int[] hidden)
    {
        Dataset data = Samples.Clusters(300, 13, 4);
        TrainerOptions options = Options(hidden, normalization, loss, scaling);
        DataSplit split = Samples.Split(data, 200);
        var seed = new TrialSeed(3, 1, 0);
        using var loop = new TrainingLoop(options, data, split, seed);
        EpochMetrics last = loop.Run().Last();
        using var model = TrainedModel.Of(loop, ModelConfig.Of(options, data, seed), NoTexts);
        Evaluation direct = model.Evaluate(data, split.Validation, out _);
        Assert.Equal(last.ValidationAccuracy, direct.Accuracy);
        Assert.Equal(last.ValidationLoss, direct.Loss!.Value, 1e-12); // other batches, another order of the sum

        model.Save(folder["model"]);
        using var again = new TrainedModel(model.Config, TensorFile.Read(folder["model"]), folder["model"]);
        Evaluation read = again.Evaluate(data, split.Validation, out Predictions predictions);
        Assert.Equal((direct.Accuracy, direct.Loss), (read.Accuracy, read.Loss));
        Predictions plain = again.Predict(data.Features.Span[(200 * 13)..]);
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(predictions[i].ToArray(), plain[i].ToArray()));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(1, predictions[i].ToArray().Sum(), 1e-12));
    }

    [Fact]
    public void A_model_made_in_PyTorch_gives_the_probabilities_that_PyTorch_does()
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllText(TensorFileTests.Golden("model.json"))).RootElement;
        float[] features = [.. golden.GetProperty("features").EnumerateArray().Select(v => v.GetSingle())];
        double[] expected = [.. golden.GetProperty("probabilities").EnumerateArray().Select(v => v.GetDouble())];
        using TrainedModel model = ReadGolden(file => file);
        Predictions predictions = model.Predict(features);
        double[] found = [.. Enumerable.Range(0, predictions.Count).SelectMany(i => predictions[i].ToArray())];
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Numbers_that_are_not_those_of_the_network_are_refused_by_name()
    {
        Assert.Contains("has no tensor 'layers.1.bias'", Fault(f => [.. f.Where(t => t.Name != "layers.1.bias")]), StringComparison.Ordinal);
        Assert.Contains("has the tensor 'more', which the network of its config has not", Fault(f => [.. f, new Tensor("more", [1], [1])]), StringComparison.Ordinal);
        Assert.Contains("'layers.0.weight' has the shape [5, 7]; the network of its config needs [7, 5]", Fault(f => With(f, "layers.0.weight", t => new Tensor(t.Name, [5, 7], t.Values))), StringComparison.Ordinal);
        Assert.Contains("number 2 of 'norms.0.running_mean' is NaN", Fault(f => With(f, "norms.0.running_mean", t => new Tensor(t.Name, t.Shape, [.. t.Values.Select((v, i) => i == 2 ? float.NaN : v)]))), StringComparison.Ordinal);
        Assert.Contains("holds 0 numbers; the network of its config has more than 75", Fault(f => []), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_features_are_filled_in_where_that_was_told_though_none_was_missing_in_training()
    {
        string path = folder["data.csv"];
        File.WriteAllText(path, "a,b,kind\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 4},{i % 3},{(i % 2 == 0 ? "even" : "odd")}\n")));
        var options = new TrainerOptions { Data = new DataOptions { Source = DataSourceKind.Csv, Path = path, Label = "kind", Missing = MissingValues.Mean }, Epochs = 2 };
        Dataset data = Dataset.Load(options);
        DataSplit split = DataSplit.Draw(data, options.Data, 1, 0).WithoutValidation();
        using var loop = new TrainingLoop(options, data, split, new TrialSeed(1, 0, 0));
        _ = loop.Run().Count();
        using var model = TrainedModel.Of(loop, ModelConfig.Of(options, data, new TrialSeed(1, 0, 0)), NoTexts);
        Predictions predictions = model.Predict([float.NaN, 2, 1.5f, 2]);
        Assert.Equal(predictions[1].ToArray(), predictions[0].ToArray());
    }

    [Fact]
    public void An_ensemble_averages_and_an_evaluation_counts_by_true_and_predicted_class()
    {
        Predictions a = new([0.9, 0.1, 0.4, 0.6, 0.5, 0.5], 2), b = new([0.3, 0.7, 0.2, 0.8, 0.5, 0.5], 2);
        var mean = Predictions.Average([a, b]);
        Assert.Equal([0.6, 0.4], mean[0].ToArray().Select(v => Math.Round(v, 12)));
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(mean.LabelOf));
        var data = new Dataset(new float[4], [0, 1, 0, 1], 1, 2);
        Evaluation evaluation = Evaluation.Of(mean, data, [0, 1, 3], 0.5);
        Assert.Equal((3, 2.0 / 3, 0.5), (evaluation.Samples, evaluation.Accuracy, evaluation.Loss));
        Assert.Equal([1, 0, 1, 1], evaluation.Confusion!.SelectMany(row => row));
        Assert.Equal(-(Math.Log(0.6) + Math.Log(0.7) + Math.Log(0.5)) / 3, Evaluation.CrossEntropy(mean, data, [0, 1, 3]), 1e-12);
    }

    [Fact]
    public void An_evaluation_of_numbers_has_rmse_and_r2()
    {
        var data = new Dataset(new float[3], new int[3], 1, 1) { Targets = new float[] { 1, 2, 6 } };
        Evaluation evaluation = Evaluation.Of(new Predictions([1, 4, 6], 1), data, [0, 1, 2], null);
        Assert.Equal(Math.Sqrt(4 / 3.0), evaluation.Rmse!.Value, 1e-12);
        Assert.Equal(1 - (4 / 14.0), evaluation.R2!.Value, 1e-12);
        Assert.Null(evaluation.Accuracy);
        Assert.Null(Evaluation.Of(new Predictions([1], 1), data, [0], null).R2);
    }

    [Fact]
    public void A_table_of_predictions_has_a_column_for_each_class_and_quotes_their_names()
    {
        using var text = new StringWriter();
        PredictionTable.Write(text, new Predictions([0.25, 0.75], 2), Config(["a,b", "c"]));
        Assert.Equal("label,\"a,b\",c\r\nc,0.25,0.75\r\n", text.ToString());
        using var numbers = new StringWriter();
        PredictionTable.Write(numbers, new Predictions([0.75, 0.25], 2), Config([]));
        Assert.Equal("label,p0,p1\r\n0,0.75,0.25\r\n", numbers.ToString());
        using var regression = new StringWriter();
        PredictionTable.Write(regression, new Predictions([-2.5, 1e-9f], 1), Config([]) with { Outputs = 1, Regression = true });
        Assert.Equal("prediction\r\n-2.5\r\n1E-09\r\n", regression.ToString());
    }

    private static ModelConfig Config(string[] classes) =>
        new() { Format = 1, Seed = 1, Trainer = Options([], Normalization.None, LossKind.SoftmaxCrossEntropy, FeatureScaling.None), Inputs = 1, Outputs = 2, Classes = classes };

    private static TrainerOptions Options(int[] hidden, Normalization normalization, LossKind loss, FeatureScaling scaling) => new()
    {
        Data = new DataOptions { Source = DataSourceKind.Digits, Normalize = scaling },
        Network = new NetworkOptions { Hidden = hidden, Normalization = normalization, Activation = Activation.Tanh, Dropout = 0.1 },
        Loss = loss,
        BatchSize = 30,
        Epochs = 3,
    };

    private static IReadOnlyList<Tensor> With(IReadOnlyList<Tensor> tensors, string name, Func<Tensor, Tensor> change) => [.. tensors.Select(t => t.Name == name ? change(t) : t)];

    private static TrainedModel ReadGolden(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> change)
    {
        TensorFile file = TensorFile.Read(TensorFileTests.Golden("model.safetensors"));
        var config = new ModelConfig { Format = 1, Seed = 1, Trainer = Options([7, 4], Normalization.Batch, LossKind.SoftmaxCrossEntropy, FeatureScaling.Standard), Inputs = 5, Outputs = 3 };
        return new TrainedModel(config, new TensorFile(change(file.Tensors), file.Metadata), "model.safetensors");
    }

    private static string Fault(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> change)
    {
        string message = Assert.Throws<ModelException>(() => ReadGolden(change).Dispose()).Message;
        Assert.Contains("model.safetensors", message, StringComparison.Ordinal);
        return message;
    }
}
