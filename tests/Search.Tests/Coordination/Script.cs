using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Coordination;

/// <summary>A coordinator with its records, driven event by event.</summary>
internal sealed class Script
{
    private readonly StudyDefinition study;

    public Script(StudyDefinition study, IEnumerable<Record>? journal = null)
    {
        this.study = study;
        Journal = [.. journal ?? []];
        var state = new StudyState(study);
        Journal.ForEach(state.Apply);
        Coordinator = new Coordinator(state, TunerCatalog.Create(study), ToyTrainer.Plan);
        Do(Coordinator.Start());
    }

    public Coordinator Coordinator { get; }

    public List<Record> Journal { get; }

    public StudyState State => Coordinator.State;

    /// <summary>Asks for work, and says what was given.</summary>
    public Assignment? Ask(string worker) => Do(Coordinator.Step(new WorkAsked(worker))).OfType<Assign>().FirstOrDefault(a => a.Worker == worker)?.Assignment;

    public IReadOnlyList<Effect> Report(string worker, Assignment work, int from, int to, WorkEnd? end = null) => Do(Coordinator.Step(new WorkReported(
        worker, work.Work, work.Attempt, [.. Enumerable.Range(from, to - from + 1).Select(e => ToyTrainer.Train(work, e))], end)));

    public IReadOnlyList<Effect> Report(string worker, Assignment work, params EpochValues[] epochs) =>
        Do(Coordinator.Step(new WorkReported(worker, work.Work, work.Attempt, epochs, null)));

    public IReadOnlyList<Effect> Lose(string worker) => Do(Coordinator.Step(new WorkerLost(worker, "gone")));

    public IReadOnlyList<Effect> Stop() => Do(Coordinator.Step(new StopAsked()));

    /// <summary>A new coordinator on the same records, or on the first of them.</summary>
    public Script Restart(int? records = null, Record? more = null) => new(study, [.. Journal.Take(records ?? Journal.Count), .. more is null ? (Record[])[] : [more]]);

    /// <summary>Lets one worker do all that is left.</summary>
    public void Finish(string worker = "last")
    {
        while (Ask(worker) is { } work)
        {
            Report(worker, work, 1, State.Find(work.Work)!.Epochs, new WorkEnd(null));
        }
    }

    private IReadOnlyList<Effect> Do(IReadOnlyList<Effect> effects)
    {
        Journal.AddRange(effects.OfType<Persist>().Select(p => p.Record));
        return effects;
    }
}
