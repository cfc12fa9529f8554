using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Library;

/// <summary>A trial that was asked for and is to be told.</summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class AskedTrial
{
    private readonly Study study;

    internal AskedTrial(Study study, string worker, Assignment assignment, ParameterSet parameters, int epochs)
    {
        this.study = study;
        Worker = worker;
        Work = assignment.Work;
        Attempt = assignment.Attempt;
        Parameters = parameters;
        Epochs = epochs;
        Seed = new RandomStream(assignment.Seed, StreamPurpose.Objective, Work.Trial, Work.Repeat).NextUInt64();
    }

    /// <summary>Its number, from 0.</summary>
    public int Number => Work.Trial;

    /// <summary>0 for the trial itself; from 1 for its confirmation of that number.</summary>
    public int Repeat => Work.Repeat;

    /// <summary>How many values it may report.</summary>
    public int Epochs { get; }

    /// <summary>
    /// The seed for whatever the objective draws: a function of the study's seed, the trial and the repeat, so that an attempt that was cut off gives the same values again.
    /// </summary>
    public ulong Seed { get; }

    /// <summary>Its parameter set.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>How many values it has reported.</summary>
    public int Reported { get; private set; }

    /// <summary>Whether nothing more of it is wanted: it has had its last value, the pruner stops it, or its value was not finite.</summary>
    public bool ShouldStop { get; internal set; }

    internal string Worker { get; }

    internal WorkId Work { get; }

    internal int Attempt { get; }

    internal double LastValue { get; private set; } = double.NaN;

    /// <summary>The value of a numeric parameter.</summary>
    /// <exception cref="KeyNotFoundException">The space has no such parameter.</exception>
    /// <exception cref="InvalidOperationException">It is no number, or inactive in this trial.</exception>
    public double this[string parameter] => Double(parameter);

    /// <summary>The value of a numeric parameter.</summary>
    public double Double(string parameter) => Parameters.Double(parameter);

    /// <summary>The value of a whole-numbered parameter.</summary>
    public int Int(string parameter) => Parameters.Int(parameter);

    /// <summary>The chosen text.</summary>
    public string Text(string parameter) => Parameters.Text(parameter);

    /// <summary>Whether the parameter is true.</summary>
    public bool Bool(string parameter) => Parameters.Bool(parameter);

    /// <summary>Whether the parameter has a value in this trial: its conditions hold.</summary>
    public bool IsActive(string parameter) => Parameters.IsActive(parameter);

    /// <summary>Reports the objective after an epoch. Once <see cref="ShouldStop"/>, reports are passed over.</summary>
    /// <param name="epoch">The epoch: one more than <see cref="Reported"/>, at most <see cref="Epochs"/>.</param>
    /// <param name="value">The objective; one that is not finite ends the trial as diverged.</param>
    /// <param name="isLast">Whether the trial ends with it before its epochs are used up.</param>
    /// <returns>Whether to go on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is not the next one.</exception>
    public bool Report(int epoch, double value, bool isLast = false)
    {
        if (ShouldStop)
        {
            return false;
        }

        if (epoch != Reported + 1 || epoch > Epochs)
        {
            throw new ArgumentOutOfRangeException(nameof(epoch), epoch, $"Trial {Number} has reported {Reported} of {Epochs} epochs; {(Reported < Epochs ? $"the next is {Reported + 1}" : "there is no further one")}.");
        }

        Reported = epoch;
        LastValue = value;
        study.Take(this, new EpochValues(epoch, new Dictionary<string, double>(1) { [FunctionTrainer.Metric] = value }, isLast && epoch < Epochs));
        return !ShouldStop;
    }
}
