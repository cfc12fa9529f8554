using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>A study to be simulated, and what it must come to.</summary>
/// <param name="Definition">The study.</param>
/// <param name="Brittle">Whether some of its trials break down wherever they are tried.</param>
/// <param name="History">What it knows of earlier studies; null: nothing.</param>
internal sealed record SimulatedStudy(StudyDefinition Definition, bool Brittle = false, IReadOnlyList<CarriedStudy>? History = null)
{
    // Beyond nine, losses count against a trial (DESIGN.md), and it may fail of them.
    private const int HarmlessLosses = 9;
    private readonly Lazy<StudyState> calm = new(() => StudySimulation.Run(Definition, new Weather(1) { FailsAfter = new TrainingWorld(null!, Brittle) { Storm = Storm.CalmWith(1), Attempts = 1 }.FailsAfter }, History).State);

    /// <summary>
    /// What a simulation must have come to: the state of calm weather; where falsehoods may have become facts, or a trial failed of its losses, that of calm weather in which the
    /// recorded facts are what training gives. Equal hashes are promised given equal facts.
    /// </summary>
    public StudyState ExpectedOf(ClusterSimulation simulation) =>
        simulation.MayHoldFalsehoods || simulation.Records.OfType<AttemptEnded>().Where(a => a.Blame == Blame.Worker).GroupBy(a => (a.Trial, a.Repeat)).Any(g => g.Count() > HarmlessLosses)
            ? StateOfFacts(simulation) : calm.Value;

    private StudyState StateOfFacts(ClusterSimulation simulation)
    {
        Dictionary<(WorkId, int), EpochValues> facts = simulation.Records.OfType<EpochReported>().ToDictionary(e => (new WorkId(e.Trial, e.Repeat), e.Epoch), e => e.ToValues());
        return StudySimulation.Run(Definition, new Weather(1)
        {
            Facts = (assignment, epoch) => facts.TryGetValue((assignment.Work, epoch), out EpochValues? fact) ? fact : ToyTrainer.Train(assignment, epoch),
            FailsAfter = id => simulation.State.Find(id) is { Outcome: Outcome.Failed } work ? work.Values.Count : null,
        }, History).State;
    }
}
