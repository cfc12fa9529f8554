namespace HyperSearch.Search.Coordination;

/// <summary>Names one training of a trial's parameter set: the trial itself, or one of its confirmations.</summary>
/// <param name="Trial">The trial's number, from 0.</param>
/// <param name="Repeat">0 for the trial itself; from 1 for its confirmation on the seed of that number.</param>
public readonly record struct WorkId(int Trial, int Repeat = 0)
{
    /// <inheritdoc />
    public override string ToString() => Repeat == 0 ? $"trial {Trial}" : $"confirmation {Repeat} of trial {Trial}";
}
