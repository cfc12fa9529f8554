using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Clocks;

/// <summary>The worked cases again, this time through the coordinator and its records. Every other trial ends by diverging, far from its budget.</summary>
public sealed class CoordinatorClockTests
{
    private static readonly StudyDefinition Toy = ToyStudies.Read(ToyStudies.Tuners[0], 1, space: ToyStudies.RateSpace);

    [Fact]
    public void Trials_start_and_know_what_every_case_says()
    {
        foreach (ClockCase c in ClockCase.All)
        {
            var run = new Run(c, c.C.Length);
            for (int k = 0; k < c.C.Length; k++)
            {
                run.Report(k, c.N[k]);
            }

            Assert.Equal(c.Trials.Select(t => t.S), run.State.Trials.Select(t => t.Start));
            Assert.Equal(c.N, run.State.Trials.Select(t => t.Work.CountedEpochs));
            for (int k = 0; k < c.C.Length; k++)
            {
                Assert.Equal(c.Trials[k].Ended, run.Known[k].Order());
            }

            Assert.NotNull(run.State.FinishedHash);
        }
    }

    [Fact]
    public void Trials_are_proposed_as_soon_as_they_may_be_and_no_sooner()
    {
        foreach (ClockCase c in ClockCase.All)
        {
            foreach (ClockMoment moment in c.Moments)
            {
                // One more trial than the moment tells of: whether it may be proposed is the question.
                var run = new Run(c, Math.Min(moment.Reported.Length + 1, c.C.Length));
                for (int j = 0; j < moment.Reported.Length; j++)
                {
                    run.Report(j, moment.Reported[j]);
                }

                Assert.Equal(moment.Over, run.State.Trials.Take(moment.Over.Length).Select(t => t.Work.IsOver));
                Assert.True(moment.Known == run.State.Trials.Count, $"{c.Name}: {run.State.Trials.Count} instead of {moment.Known} trials at [{string.Join(", ", moment.Reported)}]");
            }
        }
    }

    private sealed class Run : ITuner
    {
        private readonly ClockCase c;
        private readonly Coordinator coordinator;
        private int planned;

        public Run(ClockCase c, int trials)
        {
            this.c = c;
            var state = new StudyState(Toy with { Search = Toy.Search with { Trials = trials, MaxConcurrentTrials = c.V } });
            coordinator = new Coordinator(state, this, Plan);
            coordinator.Start();
        }

        public StudyState State => coordinator.State;

        public List<int[]> Known { get; } = [];

        public Proposal Propose(Knowledge known)
        {
            Known.Add([.. known.Ended.Select(t => t.Number)]);
            return new RandomTuner().Propose(known);
        }

        /// <summary>One worker for each trial asks for it and reports its first epochs.</summary>
        public void Report(int trial, int epochs)
        {
            string worker = $"w{trial}";
            coordinator.Step(new WorkAsked(worker));
            EpochValues[] values = [.. Enumerable.Range(1, epochs).Select(e => new EpochValues(e, new Dictionary<string, double>
            {
                ["validation.accuracy"] = IsDiverging(trial) && e == c.N[trial] ? double.NaN : 0.5,
            }))];
            coordinator.Step(new WorkReported(worker, new WorkId(trial), 1, values, null));
        }

        private TrialPlan Plan(JsonObject trainer)
        {
            int trial = planned++;
            return new TrialPlan(c.N[trial] + (IsDiverging(trial) ? 7 : 0), c.C[trial]);
        }

        private static bool IsDiverging(int trial) => trial % 2 == 1;
    }
}
