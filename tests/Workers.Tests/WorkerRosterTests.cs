using HyperSearch.TestKit;

namespace HyperSearch.Workers.Tests;

public sealed class WorkerRosterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTime time = new();
    private readonly WorkerRoster roster;

    public WorkerRosterTests() => roster = new WorkerRoster(time);

    [Fact]
    public void A_worker_whose_report_is_being_written_to_a_slow_disk_is_not_silent_and_its_trial_takes_no_longer_for_it()
    {
        roster.Join("w1", isExpected: true);
        roster.BeginTrial("w1");
        time.Advance(Minute);
        roster.BeginEpoch("w1");
        roster.BeginAnswer("w1");
        time.Advance(5 * Minute);
        Assert.Null(roster.SilenceOf("w1"));
        Assert.Equal((null, null), roster.TimesOf("w1"));

        roster.EndAnswer("w1");
        time.Advance(Minute);
        Assert.Equal(Minute, roster.SilenceOf("w1"));
        Assert.Equal((2 * Minute, Minute), roster.TimesOf("w1"));
    }

    [Fact]
    public void An_answer_to_a_worker_that_is_unknown_or_was_forgotten_meanwhile_makes_none_of_it()
    {
        roster.BeginAnswer("stranger");
        roster.EndAnswer("stranger");
        Assert.Empty(roster.Present);

        roster.Join("w1", isExpected: true);
        roster.BeginAnswer("w1");
        roster.Forget("w1");
        roster.EndAnswer("w1");
        Assert.Empty(roster.Present);
    }
}
