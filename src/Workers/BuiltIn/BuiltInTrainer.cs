using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers.BuiltIn;

/// <summary>Joins the search to the trainer in the box: what its section of a study file may hold, what a trial costs, where the data are.</summary>
public static class BuiltInTrainer
{
    /// <summary>What the search knows of the trainer.</summary>
    public static TrainerPort Port { get; } = new(typeof(TrainerOptions), ["validation.accuracy", "validation.loss", "train.accuracy", "train.loss", "validation.rmse", "validation.r2"]);

    /// <summary>
    /// Freezes the data of a study: finds and reads them, and writes their absolute path and fingerprint into the trainer section. The sizes go to the journal,
    /// so that costs can be computed again without the data.
    /// </summary>
    /// <param name="study">The study as its file has it.</param>
    /// <param name="folder">The folder of the study file, where a relative path is looked for first.</param>
    /// <exception cref="DataException">The data are missing, unreadable, or not those of the fingerprint.</exception>
    /// <exception cref="InstructionSetException">The trainer cannot run here as the environment asks for.</exception>
    public static (StudyDefinition Study, JsonElement Sizes) Freeze(StudyDefinition study, string folder)
    {
        _ = InstructionSet.Name; // refused now, before anything is recorded
        TrainerOptions options = Read(study.Trainer);
        DataOptions found = Found(options.Data, folder);
        Dataset data = Dataset.Load(options with { Data = found });
        CheckTask(study, data);
        DataShape shape = DataSplit.Draw(data, found, study.Seed, 0).Shape(data);

        var trainer = (JsonObject)study.Trainer.DeepClone();
        trainer["data"] = RecordWriter.Write(found with { Fingerprint = data.Fingerprint });
        return (study with { Trainer = trainer }, JsonSerializer.SerializeToElement(shape, ProtocolJson.Default.DataShape));
    }

    /// <summary>How long and costly a trial with a certain trainer section is, on data of the given sizes.</summary>
    public static Func<JsonObject, TrialPlan> Plan(JsonElement sizes)
    {
        DataShape shape = sizes.Deserialize(ProtocolJson.Default.DataShape) ?? throw new ArgumentException("The sizes of the data are missing.", nameof(sizes));
        return trainer =>
        {
            TrainerOptions options = Read(trainer);
            return new TrialPlan(options.Epochs, TrainingCost.PerEpoch(options, shape));
        };
    }

    /// <summary>What is measured depends on the task, and the task on the data: known only now.</summary>
    private static void CheckTask(StudyDefinition study, Dataset data)
    {
        string[] measured = data.IsRegression ? ["validation.rmse", "validation.r2", "validation.loss", "train.loss"] : ["validation.accuracy", "validation.loss", "train.accuracy", "train.loss"];
        if (!measured.Contains(study.Objective.Metric))
        {
            throw new DataException($"{study.Objective.Metric} is not measured in {(data.IsRegression ? "regression" : "classification")}; there are {string.Join(", ", measured)}.") { Setting = "objective.metric" };
        }

        if (study.Space.Dimensions.Any(d => d.Path == "loss") && study.Trainer["data"]?["source"]?.GetValue<string>() is "csv" or "npy")
        {
            throw new DataException("With csv and npy the loss decides whether labels are classes or numbers, so it cannot be searched.") { Setting = "space.loss" };
        }
    }

    /// <summary>A data section with absolute paths: of what lies beside a file in <paramref name="folder"/>, or else in the folder of data sets.</summary>
    /// <exception cref="DataException">There is nothing at any of the places; the message names them.</exception>
    internal static DataOptions Found(DataOptions data, string? folder)
    {
        bool isFrozen = data.Fingerprint is not null;
        return data with
        {
            Path = Find(data.Path, nameof(data.Path)),
            Validation = Part(data.Validation, nameof(data.Validation)),
            Test = data.Test is { } test ? Part(test, nameof(data.Test), isNeeded: !isFrozen) : default(DataPart?), // no trial needs it: once it was there, a study goes on without
        };

        string? Find(string? path, string setting, bool isNeeded = true)
        {
            string? found = DataFolder.Find(path, folder, isFrozen);
            return found is null || !isNeeded || Path.Exists(found) ? found
                : throw new DataException($"{DataFolder.Absence(path!, folder)} {Wanted(data.Source)}") { Setting = $"trainer.data.{setting.ToLowerInvariant()}" };
        }

        DataPart Part(DataPart part, string setting, bool isNeeded = true) => Find(part.Path, setting, isNeeded) is { } path ? new DataPart(path) : part;
    }

    private static string Wanted(DataSourceKind source) => source switch
    {
        DataSourceKind.Idx => "A folder with train-images-idx3-ubyte and train-labels-idx1-ubyte is needed, each plain or with .gz; `hypersearch data mnist` fetches MNIST's.",
        DataSourceKind.Npy => "A folder with features.npy and labels.npy is needed.",
        _ => "A file is needed.",
    };

    /// <summary>The options of a trainer section that has been checked before.</summary>
    /// <exception cref="ArgumentException">It is not valid after all.</exception>
    internal static TrainerOptions Read(JsonObject trainer) =>
        RecordReader.Read<TrainerOptions>(trainer, out IReadOnlyList<Fault> faults)
        ?? throw new ArgumentException($"The trainer section is not valid: {faults[0]}", nameof(trainer));
}
