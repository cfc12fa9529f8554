using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>A worker as a process somewhere: it says one thing at a time, says it again when no answer comes, and may hang, vanish or lie.</summary>
internal sealed class RemoteWorker(string name)
{
    private readonly SimulatedWorker body = new(name);
    private int questions;
    private StudyEvent? saying;

    public string Name => name;

    /// <summary>Whether it is gone for good.</summary>
    public bool IsGone { get; set; }

    /// <summary>Until when it hangs.</summary>
    public long FrozenUntil { get; set; }

    /// <summary>Whether it waits for the answer to a letter.</summary>
    public bool WaitsFor(Letter letter) => saying is not null && letter.Question == questions;

    /// <summary>What it says next: once more what was not answered, or news.</summary>
    public Letter Speak(TrainingWorld world, RandomStream luck)
    {
        saying ??= body.Assignment is { } work
            ? world.Spoil(body.Report(1 + luck.NextBelow(3), world.Train, world.FailsAfter(work.Work)))
            : new WorkAsked(name);
        return new Letter(this, ++questions, saying);
    }

    /// <summary>Hears an answer; one to an earlier letter is not heard.</summary>
    /// <returns>Whether it goes on at once.</returns>
    public bool Hear(Letter letter, object? answer)
    {
        if (IsGone || !WaitsFor(letter))
        {
            return false;
        }

        if (letter.Happened is WorkReported && answer is not true && body.Assignment is { } unwanted)
        {
            body.GiveUp(new GiveUp(name, unwanted.Work, unwanted.Attempt));
        }
        else if (answer is Assignment assignment)
        {
            body.Take(assignment);
        }

        saying = null;
        return true;
    }
}
