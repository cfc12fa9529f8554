using HyperSearch.AutoML;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;
using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;

[assembly: TunerOf(typeof(AutoMLTunerOptions), typeof(AutoMLTuner))]

namespace HyperSearch.AutoML;

/// <summary>
/// A tuner of Microsoft.ML.AutoML as one of ours: it is asked and told in the order of the virtual clock (<see cref="ReplayedTuner"/>), with a seed of the study, and sees every
/// dimension as <see cref="UnitSpace"/> shows it.
/// </summary>
/// <remarks>
/// It is told losses, never metrics; of a trial without one (failed, diverged, pruned) the worst loss so far, and nothing before the first; as duration, the virtual clock's work.
/// Deterministic on one machine; its arithmetic is the platform's, so that another one may propose otherwise. Not thread-safe.
/// </remarks>
/// <param name="options">Which tuner.</param>
public sealed class AutoMLTuner(AutoMLTunerOptions options) : ReplayedTuner
{
    // SmacTuner learns in single precision, where more would be infinite and its local search without end.
    private const double MostLoss = 1e30;

    private readonly Dictionary<int, Parameter> drawn = [];
    private UnitSpace? space;
    private Microsoft.ML.AutoML.ITuner? tuner;
    private double worst = double.NaN; // none yet

    /// <inheritdoc />
    protected override void Begin(Knowledge known)
    {
        drawn.Clear();
        worst = double.NaN;
        space = new UnitSpace(known.Space, (options as AutoMLGridTunerOptions)?.Points);
        tuner = space.IsPoint ? null : Make(seed: known.StudyDraws().NextBelow(int.MaxValue));
    }

    /// <inheritdoc />
    protected override void Tell(KnownTrial trial)
    {
        Parameter parameter = drawn.Remove(trial.Number, out Parameter? own) && space!.Decode(own).Equals(trial.Parameters) ? own : space!.Encode(trial.Parameters);
        double loss = double.IsFinite(trial.CompletedLoss) ? Math.Clamp(trial.CompletedLoss, -MostLoss, MostLoss) : worst;
        if (tuner is null || double.IsNaN(loss))
        {
            return;
        }

        worst = double.IsNaN(worst) ? loss : Math.Max(worst, loss);
        try
        {
            // SmacTuner takes the best from Metric, whatever direction that has.
            tuner.Update(new TrialResult { TrialSettings = Settings(trial.Number, parameter), Loss = loss, Metric = loss, DurationInMilliseconds = trial.Cost });
        }
        catch (KeyNotFoundException)
        {
            // CostFrugalTuner: a late result of a local search that has ended.
        }
    }

    /// <inheritdoc />
    protected override ParameterSet Draw(int trial)
    {
        Parameter parameter = tuner is null ? Parameter.CreateNestedParameter() : tuner.Propose(Settings(trial, Parameter.CreateNestedParameter()));
        drawn[trial] = parameter;
        return space!.Decode(parameter);
    }

    private static TrialSettings Settings(int trial, Parameter parameter) => new() { TrialId = trial, Parameter = parameter };

    /// <summary>The tuners are internal; an experiment that is cancelled before its first trial hands its own out.</summary>
    private Microsoft.ML.AutoML.ITuner Make(int seed)
    {
        AutoMLExperiment experiment = new MLContext(seed).Auto().CreateExperiment(new AutoMLExperiment.AutoMLExperimentSettings { SearchSpace = space!.Searched, Seed = seed });
        _ = options switch
        {
            AutoMLSmacTunerOptions smac => experiment.SetSmacTuner(smac.StartTrials, smac.RefitEvery, smac.Trees, smac.LeastInLeaf, (float)smac.FeatureShare, numRandomEISearchConfigurations: smac.Candidates),
            AutoMLCostFrugalTunerOptions => experiment.SetCostFrugalTuner(),
            AutoMLRandomTunerOptions => experiment.SetRandomSearchTuner(seed),
            AutoMLGridTunerOptions grid => experiment.SetGridSearchTuner(grid.Points),
            _ => throw new NotSupportedException($"Microsoft.ML.AutoML has no tuner for {options.GetType().Name}."),
        };
        Microsoft.ML.AutoML.ITuner? made = null;
        experiment.SetTrialRunner<ITrialRunner>(services =>
        {
            made = (Microsoft.ML.AutoML.ITuner?)services.GetService(typeof(Microsoft.ML.AutoML.ITuner));
            return null!;
        });
        try
        {
            experiment.RunAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            // It ended without a trial: as it was told.
        }

        return made ?? throw new NotSupportedException($"Microsoft.ML.AutoML {typeof(AutoMLExperiment).Assembly.GetName().Version} hands out no tuner; the adapter was written for 0.21 to 0.23.");
    }
}
