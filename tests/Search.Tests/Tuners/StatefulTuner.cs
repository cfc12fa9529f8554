using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

/// <summary>Keeps a state that every draw and every result changes, and a log of both.</summary>
internal sealed class StatefulTuner : ReplayedTuner
{
    private Knowledge? begun;
    private int state;

    /// <summary>What it was asked and told, in order, since it began last.</summary>
    public List<string> Log { get; } = [];

    /// <summary>How often it began.</summary>
    public int Beginnings { get; private set; }

    /// <summary>The draw that it cannot make.</summary>
    public int? FailsAt { get; set; }

    /// <summary>Whether it draws the same parameter set for ever.</summary>
    public bool IsStuck { get; init; }

    protected override void Begin(Knowledge known)
    {
        Beginnings++;
        Log.Clear();
        (begun, state) = (known, 0);
    }

    protected override void Tell(KnownTrial trial)
    {
        state = HashOf(trial.Number);
        Log.Add($"trial {trial.Number} is {trial.Outcome}");
    }

    protected override ParameterSet Draw(int trial)
    {
        if (trial == FailsAt)
        {
            FailsAt = null;
            throw new InvalidOperationException("no luck");
        }

        state = IsStuck ? 0 : HashOf(trial);
        Log.Add($"a draw for trial {trial}");
        return UniformDraw.From(begun!.Space, begun.Space.Ranges, new RandomStream((ulong)state, StreamPurpose.Proposal));
    }

    private int HashOf(int fact) => new RandomStream((ulong)state, StreamPurpose.Proposal, fact + 100).NextBelow(int.MaxValue);
}
