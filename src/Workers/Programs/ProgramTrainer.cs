using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Trainer.Data;

namespace HyperSearch.Workers.Programs;

/// <summary>Joins the search to a program of the user's: a run of it is a trial.</summary>
public static class ProgramTrainer
{
    /// <summary>What the search knows of it.</summary>
    public static TrainerPort Port { get; } = new(typeof(ProgramOptions), []) { Check = ProgramCheck.Faults };

    /// <summary>Whether a trainer section is of a program.</summary>
    internal static bool Owns(JsonObject section) => section.ContainsKey(TrainerPort.ProgramKey);

    /// <summary>Writes the folder that the program runs in into the study.</summary>
    /// <param name="study">The study as its file has it.</param>
    /// <param name="folder">The folder of the study file.</param>
    /// <exception cref="DataException">There is no such folder.</exception>
    internal static StudyDefinition Freeze(StudyDefinition study, string folder)
    {
        ProgramOptions options = Read(study.Trainer);
        string found = Path.GetFullPath(options.Folder ?? ".", Path.GetFullPath(folder));
        CheckThere(found);
        return study with { Trainer = RecordWriter.Write(options with { Folder = found }) };
    }

    /// <summary>Makes sure that a worker, which may be on another machine, has the folder of a study's program.</summary>
    /// <exception cref="DataException">There is no such folder.</exception>
    internal static void Prepare(JsonObject trainer) => CheckThere(Read(trainer).Folder!);

    private static void CheckThere(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DataException($"{folder} does not exist; the program is to run there.") { Setting = "trainer.folder" };
        }
    }

    /// <summary>How long a trial is; an epoch of a program costs 1, whatever it does.</summary>
    internal static TrialPlan Plan(JsonObject trainer) => new(Read(trainer).Epochs, 1);

    /// <summary>Runs the program once; gives each epoch when the next one, or a good end, shows that it was not the last thing it did.</summary>
    /// <param name="assignment">What to run it with.</param>
    /// <param name="time">The clock of the limits.</param>
    /// <param name="errors">Takes what the program writes to standard error.</param>
    /// <param name="unwanted">Kills the program.</param>
    /// <exception cref="ProgramException">The run came to nothing.</exception>
    internal static IEnumerable<EpochValues> Train(Assignment assignment, TimeProvider time, ErrorTail errors, CancellationToken unwanted)
    {
        ProgramOptions options = Read(assignment.Trainer);
        PruningWatch? watch = Pruning.Watch(assignment.Pruning);
        var output = new ProgramOutput(assignment.Metric);
        using var run = ProgramRun.Start(options, Arguments(assignment.Trainer, options), Variables(assignment, options), time, errors, unwanted);
        IReadOnlyDictionary<string, double>? held = null;
        foreach (string line in run.Lines())
        {
            if (output.Read(line) is not { } metrics)
            {
                continue;
            }

            run.BeginEpoch();
            if (output.Epoch > options.Epochs)
            {
                throw new ProgramException($"it printed epoch {output.Epoch}; a trial has {options.Epochs}");
            }

            if (held is not null)
            {
                yield return new EpochValues(output.Epoch - 1, held);
            }

            held = metrics;
            if (watch?.StopsAfter(metrics) == true || !double.IsFinite(metrics[assignment.Metric]))
            {
                yield return new EpochValues(output.Epoch, metrics);
                yield break;
            }
        }

        run.CheckEnd();
        int last = Math.Max(1, output.Epoch);
        yield return new EpochValues(last, held ?? output.Result(), IsLast: last < options.Epochs);
    }

    private static string[] Arguments(JsonObject trainer, ProgramOptions options) => [.. options.Command.Select(argument => CommandTemplate.Fill(argument, name =>
        name == CommandTemplate.AllParameters ? Parameters(options) : CommandTemplate.TextOf(trainer.TryGetPropertyValue(name, out JsonNode? value) ? value : Search.Spaces.JsonPath.Get(trainer, name))))];

    private static string Parameters(ProgramOptions options) => new JsonObject(options.Values.Select(v => KeyValuePair.Create(v.Key, JsonNode.Parse(v.Value.GetRawText())))).ToJsonString();

    private static Dictionary<string, string> Variables(Assignment assignment, ProgramOptions options)
    {
        // Below 2^31, which every generator takes as a seed.
        int seed = new RandomStream(assignment.Seed, StreamPurpose.Program, assignment.Work.Trial, assignment.Work.Repeat).NextBelow(int.MaxValue);
        return new()
        {
            ["HYPERSEARCH_SEED"] = Text(seed),
            ["HYPERSEARCH_TRIAL"] = Text(assignment.Work.Trial),
            ["HYPERSEARCH_REPEAT"] = Text(assignment.Work.Repeat),
            ["HYPERSEARCH_ATTEMPT"] = Text(assignment.Attempt),
            ["HYPERSEARCH_EPOCHS"] = Text(options.Epochs),
            ["HYPERSEARCH_PARAMETERS"] = Parameters(options),
        };

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private static ProgramOptions Read(JsonObject trainer) =>
        RecordReader.Read<ProgramOptions>(trainer, out IReadOnlyList<Fault> faults)
        ?? throw new ArgumentException($"The trainer section is not valid: {faults[0]}", nameof(trainer));
}
