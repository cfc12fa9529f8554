using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Training;

/// <summary>What every schedule must do. <see cref="Forms"/> names each one by its enum, so a new one is under contract at once.</summary>
public sealed class ScheduleTests
{
    private const int Epochs = 12, Steps = 5;

    public static TheoryData<ScheduleKind, ScheduleUnit, int> Forms =>
        [.. from k in Enum.GetValues<ScheduleKind>() from u in Enum.GetValues<ScheduleUnit>() from w in new[] { 0, 3 } select (k, u, w)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_rate_rises_in_the_warm_up_to_the_full_one_and_never_after_it(ScheduleKind kind, ScheduleUnit per, int warmup)
    {
        double[] factors = Factors(new ScheduleOptions { Type = kind, Per = per, WarmupEpochs = warmup, StepEpochs = 3, Final = 0.1 });
        Assert.All(factors, f => Assert.InRange(f, 1e-9, 1));
        Assert.Equal(1, factors[warmup * Steps]);
        for (int i = 1; i < factors.Length; i++)
            Assert.True(i <= warmup * Steps ? factors[i] >= factors[i - 1] : factors[i] <= factors[i - 1], $"step {i}");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Per_epoch_it_stays_within_an_epoch(ScheduleKind kind, ScheduleUnit per, int warmup)
    {
        double[] factors = Factors(new ScheduleOptions { Type = kind, Per = per, WarmupEpochs = warmup });
        bool stays = factors.Chunk(Steps).All(epoch => epoch.Distinct().Count() == 1);
        Assert.Equal(per == ScheduleUnit.Epoch || (warmup == 0 && kind is ScheduleKind.Constant or ScheduleKind.Step && warmup == 0), stays);
    }

    [Fact]
    public void These_are_their_values()
    {
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], Factors(new ScheduleOptions { WarmupEpochs = 2 }, 3, 2)[..5]);
        Assert.Equal([0.5, 0.5, 1, 1, 1, 1], Factors(new ScheduleOptions { WarmupEpochs = 2, Per = ScheduleUnit.Epoch }, 3, 2));
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Factors(new ScheduleOptions { Type = ScheduleKind.Step, StepEpochs = 2, Factor = 0.5 }, 5, 1));
        Assert.Equal([1, 0.8, 0.6, 0.4], Factors(new ScheduleOptions { Type = ScheduleKind.Linear, Final = 0.2 }, 4, 1), new Close());
        Assert.Equal([1, 0.8535533905932737, 0.5, 0.1464466094067263], Factors(new ScheduleOptions { Type = ScheduleKind.Cosine }, 4, 1), new Close());
        Assert.Equal([1, 0.5], Factors(new ScheduleOptions { Type = ScheduleKind.Cosine }, 1, 2), new Close());
    }

    [Fact]
    public void A_warm_up_as_long_as_the_training_or_longer_never_ends()
    {
        Assert.Equal([0.25, 0.5, 0.75, 1], Factors(new ScheduleOptions { Type = ScheduleKind.Cosine, WarmupEpochs = 4 }, 4, 1));
        Assert.Equal([0.125, 0.25, 0.375, 0.5], Factors(new ScheduleOptions { Type = ScheduleKind.Linear, WarmupEpochs = 8 }, 4, 1));
    }

    private static double[] Factors(ScheduleOptions options, int epochs = Epochs, int steps = Steps) =>
        [.. from e in Enumerable.Range(1, epochs) from s in Enumerable.Range(0, steps) select Schedule.Factor(options, epochs, e, s, steps)];

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-15;

        public int GetHashCode(double obj) => 0;
    }
}
