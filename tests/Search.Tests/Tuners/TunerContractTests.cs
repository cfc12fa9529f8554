using FsCheck;
using FsCheck.Fluent;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class TunerContractTests
{
    // A new tuner is one line here.
    private static readonly Dictionary<string, Func<Space, ITuner>> All = new()
    {
        ["random"] = _ => new RandomTuner(),
        ["grid"] = space => new GridTuner(new GridTunerOptions { Points = 3 }, space),
        ["narrowing"] = _ => new NarrowingTuner(new NarrowingTunerOptions { Rounds = 4 }, TunerContract.Trials),
        ["tpe"] = _ => new TpeTuner(new TpeTunerOptions { StartTrials = 5 }),
        ["sobol"] = _ => new SobolTuner(),
        ["gp"] = _ => new GpTuner(new GpTunerOptions { StartTrials = 4, Candidates = 64 }),
        ["smac"] = _ => new SmacTuner(new SmacTunerOptions { StartTrials = 4, Candidates = 32 }),
        ["cma_es"] = _ => new CmaEsTuner(new CmaEsTunerOptions { Population = 4 }),
        ["cost_frugal"] = _ => new CostFrugalTuner(new CostFrugalTunerOptions { Patience = 3, LeastStep = 0.02 }),
        ["auto"] = _ => new AutoTuner(100),
        ["replayed"] = _ => new StatefulTuner(),
    };

    // Those that cost more are played on fewer spaces.
    private static readonly Dictionary<string, int> Tests = new() { ["tpe"] = 30, ["gp"] = 15, ["smac"] = 20, ["auto"] = 5 };

    public static readonly TheoryData<string> Names = [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_tuner_keeps_the_contract_on_any_space(string name) =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            string? breach = TunerContract.Breach(All[name], RandomSpaces.Draw(seed), seed);
            return (breach is null).Label($"{name}, space {seed}: {breach}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Tests.GetValueOrDefault(name, 100)));

    // Found as a repeated set where the endless branch is one draw in sixteen and everything else is used up.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_rare_endless_branch_is_found_when_all_others_are_used_up(string name) => Assert.Null(TunerContract.Breach(All[name], RandomSpaces.Draw(670876), 670876));

    // Found as a repeated set where 588 combinations are 18 sets, once conditions have switched off what does not count.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_space_that_conditions_make_small_is_used_up_before_anything_comes_again(string name)
    {
        Assert.Equal(18, RandomSpaces.CountOf(RandomSpaces.Draw(135411), TunerContract.Trials));
        Assert.Null(TunerContract.Breach(All[name], RandomSpaces.Draw(135411), 135411));
    }

    public static readonly TheoryData<string> BrokenNames = ["remembers", "repeats", "strays"];

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public void A_broken_tuner_is_found(string name)
    {
        string?[] breaches = [.. Enumerable.Range(0, 20).Select(seed => TunerContract.Breach(_ => Broken(name), RandomSpaces.Draw(seed), seed))];
        Assert.Contains(breaches, b => b is not null);
    }

    private static ITuner Broken(string name) => name switch
    {
        "remembers" => new RemembersTuner(),
        "repeats" => new RepeatsTuner(),
        _ => new StraysTuner(),
    };

    /// <summary>Its proposals depend on how often it was asked.</summary>
    private sealed class RemembersTuner : ITuner
    {
        private int asked;

        public Proposal Propose(Knowledge known) => new(UniformDraw.From(known.Space, known.Rounds[0].Ranges, known.Draws(asked++)));
    }

    private sealed class RepeatsTuner : ITuner
    {
        public Proposal Propose(Knowledge known) => new(known.Space.Decode(new double[known.Space.Dimensions.Count], known.Space.Ranges));
    }

    /// <summary>Goes beyond the ranges.</summary>
    private sealed class StraysTuner : ITuner
    {
        public Proposal Propose(Knowledge known) =>
            new(UniformDraw.From(known.Space, [.. known.Rounds[0].Ranges.Select(r => new SearchRange(r.Max, r.Max + 1 - (r.Max / 2)))], known.Draws()));
    }
}
