using System.Text.Json.Nodes;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Coordination;

/// <summary>The coordinator in simulated time: how much of it do workers spend training?</summary>
public sealed class BusyShareTests
{
    private const int Epochs = 20;

    [Theory]
    [InlineData("equal trials", 0.0, 0.0)]
    [InlineData("sizes spread log-normally, real speed off by 10 %", 1.0, 0.1)]
    public void Two_workers_at_V_4_are_busy_nine_tenths_of_the_time(string name, double spread, double error)
    {
        double share = BusyShare(workers: 2, v: 4, trials: 500, spread, error);
        Assert.True(share >= 0.9, $"{name}: {share:0.000}");
    }

    [Fact]
    public void A_barrier_every_V_trials_would_be_seen_here()
    {
        // The same trials in batches of 4 on 2 workers, the next batch when all of the last are over: what the clock is meant to avoid.
        double busy = 0, end = 0;
        for (int k = 0; k < 500; k += 4)
        {
            double[] free = [end, end];
            for (int j = k; j < k + 4; j++)
            {
                double time = Epochs * Cost(j, 1) * Speed(j, 0.1);
                free[free[0] <= free[1] ? 0 : 1] += time;
                busy += time;
            }

            end = free.Max();
        }

        Assert.True(busy / (2 * end) < 0.85);
    }

    private static double BusyShare(int workers, int v, int trials, double spread, double error)
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], trials, v, ToyStudies.RateSpace);
        int planned = 0;
        TrialPlan Plan(JsonObject trainer) => new(Epochs, Cost(planned++, spread));
        var coordinator = new Coordinator(new StudyState(study), new RandomTuner(), Plan);
        var due = new PriorityQueue<(string Worker, Assignment Work, int Epoch), double>();
        double now = 0, busy = 0;

        void Act(IReadOnlyList<Effect> effects)
        {
            foreach (Assign assign in effects.OfType<Assign>())
            {
                Train(assign.Worker, assign.Assignment, 1);
            }
        }

        void Train(string worker, Assignment work, int epoch)
        {
            int trial = work.Work.Trial;
            double time = Cost(trial, spread) * Speed(trial, error);
            busy += time;
            due.Enqueue((worker, work, epoch), now + time);
        }

        Act(coordinator.Start());
        for (int w = 0; w < workers; w++)
        {
            Act(coordinator.Step(new WorkAsked($"w{w}")));
        }

        while (due.TryDequeue(out (string Worker, Assignment Work, int Epoch) next, out now))
        {
            var values = new EpochValues(next.Epoch, new Dictionary<string, double> { ["validation.accuracy"] = 0.5 });
            Act(coordinator.Step(new WorkReported(next.Worker, next.Work.Work, next.Work.Attempt, [values], next.Epoch == Epochs ? new WorkEnd(null) : null)));
            if (next.Epoch < Epochs)
            {
                Train(next.Worker, next.Work, next.Epoch + 1);
            }
            else
            {
                Act(coordinator.Step(new WorkAsked(next.Worker)));
            }

            if (coordinator.State.FinishedHash is not null)
            {
                break;
            }
        }

        Assert.Equal(trials, coordinator.State.CountOf(Outcome.Completed));
        return busy / (workers * now);
    }

    private static long Cost(int trial, double spread) =>
        (long)Math.Max(1, 1000 * Math.Exp(spread * new RandomStream(7, StreamPurpose.Batches, trial).NextGaussian()));

    private static double Speed(int trial, double error) => 1 + (error * new RandomStream(7, StreamPurpose.Split, trial).NextGaussian());
}
