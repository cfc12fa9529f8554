using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>What is to be trained, once: the trainer section of an exported trial, of a study file or of a file that has nothing else.</summary>
/// <param name="Seed">The seed; that of a file without one is 1, as in study files.</param>
/// <param name="Trial">The number of the trial it comes from; 0 where it comes from none.</param>
/// <param name="Trainer">The section with every default written out.</param>
public sealed record TrainerConfig(ulong Seed, int Trial, JsonObject Trainer)
{
    private const ulong DefaultSeed = 1;

    /// <summary>Reads a file in UTF-8: the keys <c>trainer</c>, <c>seed</c> and <c>trial</c>; others are ignored. Comments and trailing commas are allowed.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="trainer">The trainer that the section is for.</param>
    /// <param name="faults">Everything that is wrong, in the order of the file.</param>
    /// <returns>The config, or null where there are faults.</returns>
    public static TrainerConfig? Read(ReadOnlyMemory<byte> utf8, TrainerPort trainer, out IReadOnlyList<Fault> faults)
    {
        var list = new FaultList();
        TrainerConfig? config = SourceParser.Parse(utf8, list) is { } root ? Read(root, trainer, list) : null;
        faults = list.InOrder();
        return faults.Count == 0 ? config : null;
    }

    private static TrainerConfig? Read(SourceNode root, TrainerPort trainer, FaultList faults)
    {
        var reading = new RecordReading(faults);
        ulong seed = Number(root, "seed", new ValueRules(typeof(ulong), false, [new RangeAttribute(0, 9007199254740991d)]), reading) is ulong s ? s : DefaultSeed;
        int trial = Number(root, "trial", new ValueRules(typeof(int), false, [new RangeAttribute(0, int.MaxValue)]), reading) is int t ? t : 0;
        if (root["trainer"] is not { } section)
        {
            faults.AddMissing("trainer", root, "\"trainer\" is missing: the section that says what is trained, as in a study file or in best.json.");
            return null;
        }

        if (section.Member(TrainerPort.ProgramKey) is { } command)
        {
            faults.AddKey("trainer.command", command, "Programs of one's own (\"command\") are not trained by this command; only the built-in trainer's networks are.");
            return null;
        }

        return reading.TryRead(section, ValueRules.OfRecord(trainer.OptionsType), "trainer", out object? options) ? new TrainerConfig(seed, trial, RecordWriter.Write(options!)) : null;
    }

    private static object? Number(SourceNode root, string key, ValueRules rules, RecordReading reading) =>
        root[key] is { } node && reading.TryRead(node, rules, key, out object? value) ? value : null;
}
