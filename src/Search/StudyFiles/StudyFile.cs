using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Reads study files, and writes studies with every default written out.</summary>
public static class StudyFile
{
    /// <summary>Reads a study file.</summary>
    /// <param name="text">The file's text; comments and trailing commas are allowed.</param>
    /// <param name="trainer">The trainer that the file is for.</param>
    public static StudyFileResult Read(string text, TrainerPort trainer) => Read(Encoding.UTF8.GetBytes(text), trainer);

    /// <summary>Reads a study file in UTF-8, with or without a byte order mark. Whatever the bytes are, the answer is a definition or faults, never an exception.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="trainer">The trainer that the file is for.</param>
    public static StudyFileResult Read(ReadOnlyMemory<byte> utf8, TrainerPort trainer)
    {
        var faults = new FaultList();
        StudyDefinition? definition = SourceParser.Parse(utf8, faults) is { } root ? Definition(root, trainer, faults) : null;
        return faults.Count > 0 || definition is null
            ? new StudyFileResult { Faults = faults.InOrder() }
            : new StudyFileResult { Definition = definition, Faults = [], Hints = StudyHints.For(definition) };
    }

    /// <summary>A fault of a file that was read without one, found when what it says was put to use: at the place of a setting, or of the section that it would stand in.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="path">The setting's dotted path.</param>
    /// <param name="message">What is wrong.</param>
    public static Fault FaultAt(ReadOnlyMemory<byte> utf8, string path, string message)
    {
        var faults = new FaultList();
        if (SourceParser.Parse(utf8, faults) is { } root)
        {
            SourceNode at = root;
            foreach (SourceNode? next in path.Split('.').Select(key => at[key]).TakeWhile(next => next is not null))
            {
                at = next!;
            }

            faults.Add(path, at, message);
        }

        return faults.InOrder()[0];
    }

    /// <summary>The study as a file with every default written out and the keys in a fixed order; reading it gives an equal study.</summary>
    public static JsonObject Write(StudyDefinition study) => new()
    {
        ["name"] = study.Name,
        ["seed"] = study.Seed,
        ["objective"] = RecordWriter.Write(study.Objective),
        ["space"] = SpaceWriter.Write(study.Space),
        ["search"] = RecordWriter.Write(study.Search),
        ["trainer"] = study.Trainer.DeepClone(),
    };

    private static StudyDefinition? Definition(SourceNode root, TrainerPort trainer, FaultList faults)
    {
        // Where some sections have faults the others are still read, so that all faults are told at once.
        new RecordReading(faults).TryRead(root, ValueRules.OfRecord(typeof(StudySections)), "", out object? value);
        if (value is not StudySections sections)
        {
            return null;
        }

        if (trainer != FunctionTrainer.Port && sections.Trainer?.Member(FunctionTrainer.Key) is { } function)
        {
            faults.AddKey("trainer.function", function, "The objective of this study is a function of a program that uses the library: only that program can go on with it. status, best, export and verify read its folder.");
            return null;
        }

        if (trainer != ImportedTrainer.Port && sections.Trainer is { } given && given.Member(ImportedTrainer.Key) is { Value.Kind: JsonValueKind.Object } imported && given.Member(TrainerPort.ProgramKey) is null)
        {
            faults.AddKey("trainer.imported", imported, "The trials of this study were imported: there is nothing here that could train more of them. Name its folder in search.history of a new study, which then knows them; status, best, importance, report, export and verify read it as it is.");
            return null;
        }

        if (trainer != FunctionTrainer.Port && trainer != ImportedTrainer.Port && sections.Search.Tuner is OwnTunerOptions)
        {
            faults.Add("search.tuner.type", root["search"]!["tuner"]!["type"]!, "A tuner of one's own belongs to a program that uses the library; `hypersearch tuners` lists those of a study file.");
        }

        trainer = sections.Trainer?.Member(TrainerPort.ProgramKey) is not null && trainer.Program is { } program ? program : trainer;
        ObjectiveOptions objective = Objective(root, sections.Objective, trainer, faults);
        TrainerFields? fields = Fields(sections.Trainer, trainer, faults);
        Space? space = sections.Space is null ? null : new SpaceReading(faults, fields).Read(sections.Space);
        SearchOptions search = sections.Search;
        if (space is not null && fields?.Section is not null && search.Start is not null && root["search"]?["start"] is { } start)
        {
            search = search with { Start = new StartReading(faults, fields, space).Read(start) };
        }

        if (faults.Count == 0 && space is not null && fields?.Section is { } section)
        {
            Check(root, section, space, trainer, faults);
        }

        return faults.Count > 0 || space is null || fields?.Section is null ? null : new StudyDefinition
        {
            Name = sections.Name,
            Seed = sections.Seed,
            Objective = objective,
            Space = space,
            Search = search,
            Trainer = fields.Section,
        };
    }

    private static ObjectiveOptions Objective(SourceNode root, ObjectiveOptions objective, TrainerPort trainer, FaultList faults)
    {
        SourceNode? node = root["objective"], metric = node?["metric"];
        if (metric is not null and not { Kind: JsonValueKind.String })
        {
            return objective;
        }

        // The section has its defaults where something else in it is wrong.
        objective = objective with { Metric = metric?.Text ?? objective.Metric };
        if (trainer.Metrics.Count > 0 && !trainer.Metrics.Contains(objective.Metric))
        {
            string suggestion = Suggestion.For(objective.Metric, trainer.Metrics, "metrics of this trainer");
            if (metric is null)
            {
                faults.AddMissing("objective.metric", node ?? root, $"\"metric\" is missing, and this trainer does not measure {objective.Metric}; {suggestion}");
            }
            else
            {
                faults.Add("objective.metric", metric, $"{metric.Excerpt} is not measured by this trainer; {suggestion}");
            }

            return objective;
        }

        Direction? usual = objective.Metric[(objective.Metric.LastIndexOf('.') + 1)..] switch
        {
            "accuracy" or "r2" => Direction.Maximize,
            "loss" or "rmse" => Direction.Minimize,
            _ => null,
        };
        if (objective.Direction is null && usual is null && node?["direction"] is null)
        {
            faults.AddMissing("objective.direction", node ?? root, $"\"direction\" is missing; of {objective.Metric} it is not known whether more is better: maximize or minimize.");
        }

        return objective with { Direction = objective.Direction ?? usual };
    }

    private static TrainerFields? Fields(SourceNode? node, TrainerPort trainer, FaultList faults)
    {
        if (node is null)
        {
            return new TrainerFields(trainer.OptionsType, null);
        }

        bool isRead = new RecordReading(faults).TryRead(node, ValueRules.OfRecord(trainer.OptionsType), "trainer", out object? options);
        return new TrainerFields(trainer.OptionsType, isRead ? RecordWriter.Write(options!) : null);
    }

    /// <summary>What only the trainer can say of its section and the space together.</summary>
    private static void Check(SourceNode root, JsonObject section, Space space, TrainerPort trainer, FaultList faults)
    {
        foreach (SectionFault fault in trainer.Check?.Invoke(section, space) ?? [])
        {
            SourceNode at = root;
            foreach (string key in fault.Keys)
            {
                at = at.Kind == JsonValueKind.Array ? at.Items[int.Parse(key, CultureInfo.InvariantCulture)] : at[key] ?? at;
            }

            faults.Add(string.Join('.', fault.Keys), at, fault.Message);
        }
    }
}
