using HyperSearch.Search.Clocks;

namespace HyperSearch.Search.Tests.Clocks;

public sealed class VirtualClockTests
{
    [Fact]
    public void The_vectors_are_all_there()
    {
        Assert.Equal(44, ClockCase.All.Length);
        Assert.Equal(912, ClockCase.All.Sum(c => c.Moments.Length));
    }

    [Fact]
    public void Starts_ends_and_visible_epochs_are_those_of_every_case()
    {
        foreach (ClockCase c in ClockCase.All)
        {
            var clock = new VirtualClock(c.V);
            for (int k = 0; k < c.C.Length; k++)
            {
                ClockTrial expected = c.Trials[k];
                Assert.True(clock.TryNextStart(out long start), c.Name);
                Assert.Equal(expected.S, start);
                Assert.Equal(expected.Epochs, Enumerable.Range(0, k).Select(j => clock.EpochsBy(j, start)));
                Assert.Equal(expected.Ended, Enumerable.Range(0, k).Where(j => clock.EndOf(j) <= start));
                Assert.Equal(expected.S, clock.Start(c.C[k]));
                clock.Report(k, c.N[k]);
                clock.End(k, c.N[k]);
                Assert.Equal(expected.End, clock.EndOf(k));
            }
        }
    }

    [Fact]
    public void Exactly_the_certain_starts_are_given_at_every_moment()
    {
        foreach (ClockCase c in ClockCase.All)
        {
            foreach (ClockMoment moment in c.Moments)
            {
                var clock = new VirtualClock(c.V);
                for (int j = 0; j < moment.Reported.Length; j++)
                {
                    Assert.Equal(c.Trials[j].S, clock.Start(c.C[j]));
                    clock.Report(j, moment.Reported[j]);
                    if (moment.Over[j])
                    {
                        clock.End(j, moment.Reported[j]);
                    }
                }

                bool isNextCertain = moment.Reported.Length < c.C.Length && clock.TryNextStart(out _);
                Assert.True(moment.Known == moment.Reported.Length + (isNextCertain ? 1 : 0), $"{c.Name}: {moment.Known} starts are certain at [{string.Join(", ", moment.Reported)}]");
            }
        }
    }

    [Fact]
    public void On_equality_the_clock_waits()
    {
        var clock = new VirtualClock(2);
        clock.Start(2);
        clock.Start(1);
        clock.End(1, 2);
        Assert.False(clock.TryNextStart(out _)); // the first may end at 2 as well, on the lower worker
        clock.Report(0, 1);
        Assert.True(clock.TryNextStart(out long start));
        Assert.Equal(2, start);
    }

    [Fact]
    public void A_start_that_is_not_certain_is_refused()
    {
        var clock = new VirtualClock(1);
        clock.Start(1);
        Assert.Throws<InvalidOperationException>(() => clock.Start(1));
        Assert.Throws<InvalidOperationException>(() => clock.EndOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.End(0, 0));
        clock.End(0, 1);
        Assert.Throws<InvalidOperationException>(() => clock.End(0, 1)); // its virtual worker would be free twice
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualClock(1).Start(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualClock(0));
    }
}
