using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Studies;

public sealed class StudyPaceTests
{
    [Fact]
    public void The_time_left_follows_from_the_work_done_and_the_time_it_took_without_the_pause_between_two_runs()
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], 4, v: 1);
        var coordinator = new Coordinator(new StudyState(study), new RandomTuner(), _ => new TrialPlan(6, 10));
        var pace = new StudyPace();
        long now = 1_000_000;
        Add(coordinator.Start());
        Assert.Null(pace.Left(coordinator.State));
        Train(epochs: 3); // 3 of 4 x 6 epochs, a second each

        now += 3_600_000;
        coordinator = new Coordinator(coordinator.State, new RandomTuner(), _ => new TrialPlan(6, 10));
        Add(coordinator.Start()); // the attempt is lost with its coordinator
        Assert.Equal(TimeSpan.FromSeconds(21), pace.Left(coordinator.State));
        Train(epochs: 6);
        Assert.Equal(TimeSpan.FromSeconds(18), pace.Left(coordinator.State));

        void Train(int epochs)
        {
            Assignment work = Add(coordinator.Step(new WorkAsked("w"))).OfType<Assign>().Single().Assignment;
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                int known = coordinator.State.Find(work.Work)!.Values.Count;
                now += epoch > known ? 1000 : 0;
                Add(coordinator.Step(new WorkReported("w", work.Work, work.Attempt, [ToyTrainer.Train(work, epoch)], null)));
            }
        }

        IReadOnlyList<Effect> Add(IReadOnlyList<Effect> effects)
        {
            foreach (Record record in effects.OfType<Persist>().Select(p => p.Record))
            {
                pace.Add(record with { At = now }, coordinator.State);
            }

            return effects;
        }
    }
}
