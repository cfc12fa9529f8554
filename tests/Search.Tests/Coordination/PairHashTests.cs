using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Coordination;

/// <summary>Every tuner with every pruner of the catalogs; those that are added are played without a line here.</summary>
public sealed class PairHashTests
{
    private const int Trials = 18;

    // Settings by which a short study sees the tuner at its own work; the defaults would leave it with the start design.
    private static readonly string[] Settings =
    [
        .. ToyStudies.Tuners,
        .. ToyStudies.Pruners,
        """{ "type": "gp", "startTrials": 4, "candidates": 32 }""",
        """{ "type": "cma_es", "population": 4 }""",
    ];

    public static readonly TheoryData<string> Tuners = [.. Of(typeof(TunerOptions))];

    [Theory]
    [MemberData(nameof(Tuners))]
    public void With_every_pruner_one_two_and_four_workers_and_crashes_give_one_hash_that_is_proved(string tuner)
    {
        foreach (string pruner in Of(typeof(PrunerOptions)))
        {
            StudyDefinition study = ToyStudies.Read(tuner, Trials, pruner: pruner, confirm: """{ "top": 2, "seeds": 2 }""");
            StudySimulation alone = StudySimulation.Run(study, new Weather(1));
            Assert.NotNull(alone.State.FinishedHash);
            foreach (int workers in (int[])[1, 2, 4])
            {
                StudySimulation disturbed = StudySimulation.Run(study, new Weather(workers, (ulong)workers, Loss: 0.05, Repeat: 0.1, Crash: 0.05));
                Assert.True(alone.State.FinishedHash == disturbed.State.FinishedHash, $"{tuner}, {pruner}: {workers} workers and {disturbed.Crashes} crashes gave another hash");
                if (workers == 4)
                {
                    Assert.Equal(alone.State.FinishedHash, ProvedJournal.Replay([StudySimulation.Started(study), .. disturbed.Journal]).FinishedHash);
                }
            }
        }
    }

    /// <summary>The members of a family, as a study file writes them.</summary>
    private static IEnumerable<string> Of(Type family) => family.GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Where(kind => !kind.DerivedType.IsDefined(typeof(LibraryOnlyAttribute)) && !kind.DerivedType.IsAssignableTo(typeof(AutoMLTunerOptions))) // whose tuners are in another library
        .Select(kind => Array.Find(Settings, s => s.Contains($"\"type\": \"{kind.TypeDiscriminator}\"", StringComparison.Ordinal)) ?? $$"""{ "type": "{{kind.TypeDiscriminator}}" }""");
}
