using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;

using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Dashboard.Tests;

/// <summary>Study folders whose trials were computed by a formula: a thousand in a second.</summary>
internal static class SimulatedFolders
{
    /// <summary>Text that would run as a script where it was read as HTML.</summary>
    public const string Hostile = "</script><img src=x onerror=\"document.title='taken'\"> & <b>bold</b>";

    /// <summary>The trial of the rough study whose program wrote to standard error.</summary>
    public const int Failed = 4;

    /// <summary>What it wrote first.</summary>
    public const string FailedWith = "Traceback of the trial";

    /// <summary>Eight trials of one rate.</summary>
    public static StudyDefinition Tiny() => ToyStudies.Read("""{ "type": "random" }""", 8, space: ToyStudies.RateSpace, name: "tiny");

    /// <summary>Many trials in narrowing rounds with a pruner, repeated at the end.</summary>
    public static StudyDefinition Large(int trials = 1000) => ToyStudies.Read(
        """{ "type": "narrowing", "rounds": 3 }""", trials, confirm: """{ "top": 3, "seeds": 5 }""", name: "large", epochs: 30, pruner: """{ "type": "median", "startTrials": 5, "warmupEpochs": 3 }""");

    /// <summary>Conditions, divergence, and trials that fail.</summary>
    public static StudyDefinition Rough() => ToyStudies.Read("""{ "type": "narrowing", "rounds": 3 }""", 60, name: "rough", attempts: 2, epochs: 12);

    /// <summary>The records of a study from its proposal to its end.</summary>
    public static IReadOnlyList<Record> Run(StudyDefinition study, Func<WorkId, int?>? failsAfter = null) =>
        StudySimulation.Run(study, new Weather(4) { FailsAfter = failsAfter ?? (_ => null) }).Journal;

    /// <summary>Writes a study folder. Each record comes some milliseconds after the one before.</summary>
    public static StudyFolder Write(string path, StudyDefinition study, IEnumerable<Record> records)
    {
        StudyFolder folder = new(path);
        using JournalWriter journal = Begin(folder, study, out ManualTime time);
        foreach (Record record in records)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            journal.Append([record]);
        }

        return folder;
    }

    /// <summary>Writes the first record of a study.</summary>
    public static JournalWriter Begin(StudyFolder folder, StudyDefinition study, out ManualTime time)
    {
        time = new ManualTime();
        Directory.CreateDirectory(folder.Root);
        File.WriteAllText(folder.StudyFile, StudyFolder.TextOf(StudyFile.Write(study)));
        JournalWriter journal = JournalWriter.Create(folder.Journal, time);
        journal.Append([new StudyStarted(StudyStarted.CurrentFormat, "0.1.0", JsonSerializer.SerializeToElement(StudyFile.Write(study)), JsonSerializer.SerializeToElement(0))]);
        return journal;
    }

    /// <summary>The rough study with every text that a program may print or a trainer may say made hostile.</summary>
    public static StudyFolder WriteRough(string path)
    {
        StudyFolder folder = Write(path, Rough(), RoughRecords());
        for (int attempt = 1; attempt <= 20; attempt++)
        {
            folder.Errors.Keep(new WorkId(Failed), attempt, $"{FailedWith}\n{Hostile}\n{string.Concat(Enumerable.Range(1, 60).Select(n => $"  line {n}\n"))}");
        }

        return folder;
    }

    private static IEnumerable<Record> RoughRecords() =>
        Run(Rough(), work => work.Trial % 9 == Failed ? 3 : null).Select(record => record switch
        {
            AttemptEnded ended => ended with { Why = Hostile },
            EpochReported { Diagnosis: { } diagnosis } epoch => epoch with { Diagnosis = diagnosis with { Evidence = Hostile } },
            _ => record,
        });
}
