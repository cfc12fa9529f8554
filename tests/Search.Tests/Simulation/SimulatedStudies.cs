using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Tests.Coordination;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>The studies that are simulated, and what must hold of every one that has come to its end.</summary>
internal static class SimulatedStudies
{
    private const string Narrowing = """{ "type": "narrowing", "rounds": 2 }""", Random = """{ "type": "random" }""";
    private const string Confirm = """{ "top": 2, "seeds": 2 }""";
    private static readonly SimulatedStudy[] All =
    [
        new(ToyStudies.Read(Narrowing, 8, v: 3, epochs: 3, confirm: Confirm)),
        new(ToyStudies.Read(Random, 6, v: 4, epochs: 4, attempts: 2), Brittle: true),
        new(ToyStudies.Read("""{ "type": "tpe", "startTrials": 3 }""", 9, v: 2, epochs: 3, confirm: Confirm, search: "\"target\": 0.74"), History: KnownAlreadyTests.History),
        new(ToyStudies.Read("""{ "type": "grid", "points": 2 }""", 6, v: 3, epochs: 4, pruner: """{ "type": "asha", "factor": 2 }""")),
        new(ToyStudies.Read(Random, 8, v: 2, epochs: 4, pruner: """{ "type": "median", "startTrials": 2 }""", confirm: Confirm), Brittle: true),
        new(ToyStudies.Read(Narrowing, 6, v: 1, epochs: 5, attempts: 1, pruner: """{ "type": "patience", "epochs": 2, "minDelta": 0.05 }""")),
        new(ToyStudies.Read("""{ "type": "auto" }""", 5, v: 2, epochs: 3)),
    ];

    /// <summary>Runs the study of a seed in the storm of that seed, and looks at what has come of it.</summary>
    /// <exception cref="Exception">It is not what it has to be.</exception>
    public static ClusterSimulation RunOne(ulong seed, PlantedBug bug = PlantedBug.None)
    {
        SimulatedStudy study = All[seed % (ulong)All.Length];
        ClusterSimulation simulation = ClusterSimulation.Run(study, seed, bug);
        AssertNothingTwice(simulation.Records);
        AssertSame(study.ExpectedOf(simulation), simulation.State);
        return simulation;
    }

    /// <summary>Equal hashes; where they differ, the first trial that does.</summary>
    private static void AssertSame(StudyState expected, StudyState actual)
    {
        foreach ((Trial had, Trial has) in expected.Trials.Zip(actual.Trials))
        {
            Assert.Equal(Describe(had), Describe(has));
        }

        Assert.Equal(expected.FinishedHash, actual.FinishedHash);

        static string Describe(Trial t) => string.Create(CultureInfo.InvariantCulture, $"trial {t.Number} {t.Parameters} at {t.Start}: {t.Work.Outcome} after {t.Work.CountedEpochs} with {t.Work.Value:R}, {t.Work.Digest:x16}");
    }

    private static void AssertNothingTwice(IReadOnlyList<Record> records)
    {
        TrialProposed[] proposed = [.. records.OfType<TrialProposed>()];
        Assert.Equal(Enumerable.Range(0, proposed.Length), proposed.Select(p => p.Trial));
        AssertDistinct(records.OfType<TrialEnded>().Select(r => (r.Trial, r.Repeat)));
        AssertDistinct(records.OfType<EpochReported>().Select(r => (r.Trial, r.Repeat, r.Epoch)));
        AssertDistinct(records.OfType<AttemptStarted>().Select(r => (r.Trial, r.Repeat, r.Attempt)));
        AssertDistinct(records.OfType<AttemptEnded>().Select(r => (r.Trial, r.Repeat, r.Attempt)));
        Assert.Single(records.OfType<StudyFinished>());
    }

    private static void AssertDistinct<T>(IEnumerable<T> things)
    {
        T[] all = [.. things];
        Assert.Equal(all.Distinct().Count(), all.Length);
    }
}
