using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Library;

/// <summary>Turns a space and options into the study that a file would have defined, by way of that file: the rules, the messages and the journal are the same.</summary>
internal static class StudyDrafting
{
    private static readonly string Program = "library " + typeof(StudyDrafting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>A function has no data whose sizes decide a cost.</summary>
    public static JsonElement NoData { get; } = JsonSerializer.SerializeToElement<object?>(null);

    public static StudyDefinition Definition(Space space, StudyOptions options)
    {
        var search = new SearchOptions
        {
            Tuner = options.OwnTuner is { } own ? new OwnTunerOptions { Name = own.Name } : options.Tuner,
            Pruner = options.Pruner,
            Trials = options.Trials,
            MaxConcurrentTrials = options.MaxConcurrentTrials,
            Attempts = options.Attempts,
            Confirm = options.Confirm,
        };
        var file = new JsonObject
        {
            ["name"] = options.Name,
            ["seed"] = options.Seed,
            ["objective"] = RecordWriter.Write(new ObjectiveOptions { Metric = FunctionTrainer.Metric, Direction = options.Direction, At = options.At }),
            ["space"] = SpaceWriter.Write(space),
            ["search"] = RecordWriter.Write(search),
            ["trainer"] = RecordWriter.Write(new FunctionSection { Function = options.Function, Epochs = options.Epochs }),
        };
        StudyFileResult read = StudyFile.Read(file.ToJsonString(), FunctionTrainer.Port);
        return read.Definition ?? throw new ArgumentException("The study is not valid. " + string.Join(" ", read.Faults.Select(f => $"{f.Path}: {f.Message}")), nameof(options));
    }

    public static Coordinator CoordinatorOf(StudyState state, StudyOptions options) => new(state, TunerOf(options.OwnTuner)(state.Definition), FunctionTrainer.Plan);

    public static Func<StudyDefinition, ITuner> TunerOf(OwnTuner? own) => study =>
        study.Search.Tuner is OwnTunerOptions options && own is not null && options.Name == own.Name ? own.Create() : TunerCatalog.Create(study);

    public static SessionSettings Settings(StudyOptions options) =>
        new(FunctionTrainer.Port, Program, _ => FunctionTrainer.Plan, Train: _ => [], options.Time) { TunerOf = TunerOf(options.OwnTuner) };
}
