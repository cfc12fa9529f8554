using FsCheck;
using FsCheck.Fluent;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tests.Pruners;

public sealed class PrunerContractTests
{
    // A new pruner is one line here.
    private static readonly Dictionary<string, Func<IPruner>> All = new()
    {
        ["curve"] = () => new CurvePruner(new CurvePrunerOptions { StartTrials = 3, WarmupEpochs = 1, Chance = 0.2 }),
        ["median"] = () => new PercentilePruner(new PercentilePrunerOptions { Percentile = 50 }),
        ["percentile"] = () => new PercentilePruner(new PercentilePrunerOptions { WarmupEpochs = 2 }),
        ["asha"] = () => new AshaPruner(new AshaPrunerOptions { Factor = 2 }),
        ["hyperband"] = () => new HyperbandPruner(new HyperbandPrunerOptions()),
        ["threshold"] = () => new ThresholdPruner(new ThresholdPrunerOptions { Lower = -5, Upper = 5, WarmupEpochs = 3 }, new ObjectiveOptions { Direction = Direction.Maximize }),
        ["patience"] = () => new PatiencePruner(new PatiencePrunerOptions { Epochs = 8, MinDelta = 0.01 }),
        ["wilcoxon"] = () => new WilcoxonPruner(new WilcoxonPrunerOptions()),
    };

    public static readonly TheoryData<string> Names = [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pruner_keeps_the_contract_on_any_curves(string name) =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            string? breach = PrunerContract.Breach(All[name], seed, mayStopAll: name == "patience"); // it compares with no other trial
            return (breach is null).Label($"{name}, curves {seed}: {breach}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void A_pruner_that_remembers_is_found() => Assert.Contains("asked again", PrunerContract.Breach(() => new RemembersPruner(), 1), StringComparison.Ordinal);

    [Fact]
    public void A_pruner_that_stops_everything_is_found() => Assert.Contains("nothing", PrunerContract.Breach(() => new StopsAllPruner(), 1), StringComparison.Ordinal);

    [Fact]
    public void Epochs_that_are_not_known_cannot_be_read() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new KnownCurve(0, 5, [1, 2, 3], 2, null).At(3));

    private sealed class RemembersPruner : IPruner
    {
        private int asked;

        public PrunerRule RuleFor(PrunerKnowledge known) => new CeilingRule([new Ceiling(3, asked++ % 2 == 0 ? -1e9 : 1e9, "how often it was asked")]);
    }

    private sealed class StopsAllPruner : IPruner
    {
        public PrunerRule RuleFor(PrunerKnowledge known) => new CeilingRule([new Ceiling(1, double.NegativeInfinity, "never"), new Ceiling(2, -1e308, "never")]);
    }
}
