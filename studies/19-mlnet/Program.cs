// A trial: the study starts this program once for each, as many at once as it has workers.
using HyperSearch.AutoML;
using HyperSearch.Examples;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

var trial = PipelineTrial.FromEnvironment();
MLContext context = trial.Context;
IDataView data = context.Data.LoadFromEnumerable(Moon.Draw(600));
var trainer = new LbfgsLogisticRegressionBinaryTrainer.Options { L2Regularization = trial.Value("l2", 1f), NumberOfThreads = 1 };
var pipeline = context.Transforms.ApproximatedKernelMap("Features", rank: trial.Value("rank", 8), generator: new GaussianKernel(trial.Value("gamma", 1f)))
    .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression(trainer));
trial.Run(data, pipeline, "validation.accuracy", scored => context.BinaryClassification.Evaluate(scored).Accuracy);
