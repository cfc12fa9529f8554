using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Pruners;

/// <summary>What is known of a trial's intermediate values at a certain virtual time.</summary>
public readonly struct KnownCurve
{
    private readonly IReadOnlyList<double> losses;

    /// <summary>The first <paramref name="count"/> intermediate values of a trial, as losses.</summary>
    /// <param name="number">The trial's number.</param>
    /// <param name="budget">How many epochs it was to be trained.</param>
    /// <param name="losses">Its intermediate values as losses (<see cref="LossCurve.Losses"/>); more of them may be there than are known.</param>
    /// <param name="count">How many of them are known.</param>
    /// <param name="outcome">How it ended; null if it had not.</param>
    public KnownCurve(int number, int budget, IReadOnlyList<double> losses, int count, Outcome? outcome)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, losses.Count);
        (Number, Budget, this.losses, Count, Outcome) = (number, budget, losses, count, outcome);
    }

    /// <summary>The trial's number.</summary>
    public int Number { get; }

    /// <summary>How many epochs the trial was to be trained.</summary>
    public int Budget { get; }

    /// <summary>How many of its epochs are known.</summary>
    public int Count { get; }

    /// <summary>How the trial ended; null if it had not.</summary>
    public Outcome? Outcome { get; }

    /// <summary>Whether the trial was trained to its end, so that <see cref="Final"/> is its objective.</summary>
    public bool IsComplete => Outcome == Coordination.Outcome.Completed && Count > 0;

    /// <summary>The loss that stands for the last known epoch.</summary>
    public double Final => losses[Count - 1];

    /// <summary>The loss after an epoch, from 1 to <see cref="Count"/>; less is better, and it is infinite where the trainer said NaN.</summary>
    public double At(int epoch) => epoch <= Count ? losses[epoch - 1] : throw new ArgumentOutOfRangeException(nameof(epoch), epoch, $"Of trial {Number}, {Count} epochs are known.");
}
