using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;

namespace HyperSearch.AutoML;

/// <summary>
/// A trial of an ML.NET program that a study starts (<c>trainer.command</c>): what it is asked to try, and how it tells what came of it. The coordinator runs as many of these
/// processes at once as it has workers; this is one of them.
/// </summary>
/// <remarks>Started by hand, without a study, it tries the values given with each question.</remarks>
public sealed class PipelineTrial
{
    private readonly JsonObject parameters;
    private readonly int repeat;

    private PipelineTrial(JsonObject parameters, int seed, int repeat)
    {
        this.parameters = parameters;
        this.repeat = repeat;
        Context = new MLContext(seed);
    }

    /// <summary>The context to build the pipeline with; it has the trial's seed, so that the same trial gives the same again.</summary>
    public MLContext Context { get; }

    /// <summary>The share of the data that validates.</summary>
    public double Validation { get; init; } = 0.2;

    /// <summary>The seed of the split: the same for every trial of a study; confirmations draw splits of their own.</summary>
    public int SplitSeed { get; init; } = 1;

    /// <summary>The trial that this process was started for.</summary>
    public static PipelineTrial FromEnvironment() => new(
        JsonNode.Parse(Environment.GetEnvironmentVariable("HYPERSEARCH_PARAMETERS") ?? "{}")!.AsObject(), Number("HYPERSEARCH_SEED", 1), Number("HYPERSEARCH_REPEAT", 0));

    /// <summary>The value of a searched parameter, a number, a text or a truth value.</summary>
    /// <param name="path">Its path in the study's space.</param>
    /// <param name="byHand">What it is without a study, or where the study leaves it out.</param>
    public T Value<T>(string path, T byHand) => JsonPath.Get(parameters, path) is { } value ? value.Deserialize<T>() ?? byHand : byHand;

    /// <summary>Splits the data, fits a pipeline to one part, scores it on the other, and tells the study.</summary>
    /// <param name="data">The data.</param>
    /// <param name="pipeline">The pipeline, built from <see cref="Value"/>.</param>
    /// <param name="metric">The study's <c>objective.metric</c>.</param>
    /// <param name="evaluate">Takes the metric of scored data: <c>scored => context.BinaryClassification.Evaluate(scored).Accuracy</c>.</param>
    /// <returns>The metric.</returns>
    public double Run(IDataView data, IEstimator<ITransformer> pipeline, string metric, Func<IDataView, double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(evaluate);
        DataOperationsCatalog.TrainTestData parts = Context.Data.TrainTestSplit(data, Validation, seed: unchecked(SplitSeed + repeat));
        double value = evaluate(pipeline.Fit(parts.TrainSet).Transform(parts.TestSet));
        string number = double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "NaN";
        Console.Out.WriteLine($"{{\"epoch\": 1, {JsonSerializer.Serialize(metric)}: {number}}}");
        return value;
    }

    /// <summary>
    /// As the other one, with a sweepable pipeline: its own search space is the default, and the study's space goes over it. A path is that of AutoML's parameter, such as
    /// <c>e0.NumberOfLeaves</c>; <c>_SCHEMA_</c> chooses among the pipeline's branches.
    /// </summary>
    /// <inheritdoc cref="Run(IDataView, IEstimator{ITransformer}, string, Func{IDataView, double})"/>
    public double Run(IDataView data, SweepablePipeline pipeline, string metric, Func<IDataView, double> evaluate)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        Parameter parameter = pipeline.SearchSpace.SampleFromFeatureSpace(pipeline.SearchSpace.Default);
        Put(parameters, parameter);
        return Run(data, pipeline.BuildFromOption(Context, parameter), metric, evaluate);
    }

    private static void Put(JsonObject values, Parameter parameter)
    {
        foreach ((string name, JsonNode? value) in values)
        {
            if (value is JsonObject members && parameter.TryGetValue(name, out Parameter inner))
            {
                Put(members, inner);
            }
            else if (value is not (null or JsonObject))
            {
                parameter[name] = JsonSerializer.Deserialize<Parameter>(value);
            }
        }
    }

    private static int Number(string variable, int byHand) => Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : byHand;
}
