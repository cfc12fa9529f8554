using HyperSearch.Search.Coordination;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tests.Tuners;
using HyperSearch.Search.Tuners;

namespace HyperSearch.AutoML.Tests;

public sealed class AutoMLTunerTests
{
    private static readonly Dictionary<string, AutoMLTunerOptions> All = new()
    {
        ["smac"] = new AutoMLSmacTunerOptions { StartTrials = 6, RefitEvery = 20, Trees = 4, Candidates = 40 },
        ["cost_frugal"] = new AutoMLCostFrugalTunerOptions(),
        ["random"] = new AutoMLRandomTunerOptions(),
        ["grid"] = new AutoMLGridTunerOptions { Points = 3 },
    };

    public static readonly TheoryData<string> Names = [.. All.Keys];

    private static Space Plane => new SpaceBuilder().Double("x", -1, 1).Double("y", 1e-3, 1, Scale.Log).Build();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_tuner_keeps_the_contract(string name) => Assert.All(Enumerable.Range(0, name == "smac" ? 1 : 10), seed =>
        Assert.Null(TunerContract.Breach(_ => new AutoMLTuner(All[name]), RandomSpaces.Draw(seed), seed)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_study_is_the_same_for_any_parallelism_and_is_proved_by_a_new_instance(string name)
    {
        var own = new OwnTuner("automl." + name, () => new AutoMLTuner(All[name]));
        string folder = Directory.CreateTempSubdirectory("hs-automl-").FullName;
        try
        {
            string[] hashes = [await HashAsync(own, Path.Combine(folder, "1"), 1), await HashAsync(own, Path.Combine(folder, "4"), 4)];
            Assert.Equal(hashes[0], hashes[1]);
            Assert.Equal(hashes[0], Study.Verify(Path.Combine(folder, "1"), own));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whole_numbers_and_grids_reach_both_ends(string name)
    {
        Space space = new SpaceBuilder().Int("n", 1, 4).Double("x", 0, 1).Build();
        var own = new OwnTuner("t", () => new AutoMLTuner(All[name]));
        using Study study = Study.Create(space, new StudyOptions { OwnTuner = own, Trials = 60, MaxConcurrentTrials = 1 });
        await study.OptimizeAsync(t => -t["n"] - t["x"]);
        Assert.Contains(study.Trials, t => t.Parameters.Int("n") == 4);
        if (name == "grid")
        {
            Assert.All((double[])[0, 0.5, 1], x => Assert.Contains(study.Trials, t => t.Parameters.Double("x") == x));
        }
    }

    [Fact]
    public async Task Local_search_begins_in_the_middle_and_comes_closer_than_chance()
    {
        using Study frugal = Study.Create(Plane, new StudyOptions { OwnTuner = new OwnTuner("t", () => new AutoMLTuner(new AutoMLCostFrugalTunerOptions())), Trials = 60, MaxConcurrentTrials = 1 });
        await frugal.OptimizeAsync(Value);
        Assert.Equal(0, frugal.Trials[0].Parameters.Double("x"), 12);
        Assert.True(frugal.Best!.Work.Value < 0.01, $"{frugal.Best.Work.Value}");
    }

    [Fact]
    public async Task The_direction_of_the_objective_is_kept()
    {
        using Study least = Study.Create(Plane, Options(Search.Studies.Direction.Minimize)), most = Study.Create(Plane, Options(Search.Studies.Direction.Maximize));
        await least.OptimizeAsync(Value);
        await most.OptimizeAsync(t => -Value(t));
        Assert.Equal(least.Trials.Select(t => t.Parameters.ToString()), most.Trials.Select(t => t.Parameters.ToString()));

        static StudyOptions Options(Search.Studies.Direction direction) => new() { OwnTuner = new OwnTuner("t", () => new AutoMLTuner(All["smac"])), Trials = 30, Direction = direction };
    }

    private static double Value(AskedTrial trial) => Math.Pow(trial["x"] - 0.3, 2) + Math.Pow(Math.Log10(trial["y"]) + 2, 2);

    private static async Task<string> HashAsync(OwnTuner own, string folder, int parallelism)
    {
        using Study study = Study.Create(Plane, new StudyOptions { OwnTuner = own, Trials = 40, Folder = folder });
        await study.OptimizeAsync(t => t.Number % 5 == 3 ? double.NaN : Value(t), parallelism);
        return study.Hash;
    }
}
