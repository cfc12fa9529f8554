using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Exchange.Mlflow;

/// <summary>
/// Writes a study as files of MLflow's: an experiment with a run for each trial, as <c>mlflow ui --backend-store-uri FOLDER</c> reads them. Experiment and runs have the same numbers
/// whenever the study is exported.
/// </summary>
public sealed class MlflowExport
{
    /// <summary>The metric of a trial's objective, which it has once it has completed.</summary>
    public const string ObjectiveMetric = "objective";

    /// <summary>The metric of the objective on fresh seeds, by repeat; of confirmed trials.</summary>
    public const string ConfirmedMetric = "objective.confirmed";

    /// <summary>The tag with the study's name, of the experiment and of each of its runs.</summary>
    internal const string StudyTag = "hypersearch.study";

    /// <summary>The tag with the study's hash, of the experiment and of each of its runs.</summary>
    internal const string HashTag = "hypersearch.hash";

    /// <summary>The file that makes a folder an experiment or a run.</summary>
    internal const string MetaFile = "meta.yaml";

    private const int Digits = 18; // of an experiment's number, as MLflow draws them
    private const int LongestParameter = 6000, LongestTag = 5000; // what newer versions take
    private const int LongestName = 240; // newer versions take 250, and file systems 255
    private readonly StudyFacts study;
    private readonly string experiment, location, hash;

    private MlflowExport(StudyFacts study, string folder)
    {
        this.study = study;
        hash = StudyHash.Of(study.State);
        experiment = string.Concat(Digest("experiment").Select(b => (char)('1' + (b % 9))).Take(Digits));
        location = new Uri(Path.Combine(Path.GetFullPath(folder), experiment)).AbsoluteUri;
    }

    /// <summary>Writes the files.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">The folder of MLflow's store, which may hold other experiments; made if it is not there.</param>
    /// <returns>The folder that was written in it, and the experiment's name: the study's, or, where another study's has that, with the beginning of the hash.</returns>
    /// <exception cref="ExchangeException">It holds the experiment already.</exception>
    public static (string Folder, string Name) Write(StudyFacts study, string folder)
    {
        var export = new MlflowExport(study, folder);
        bool isNew = !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();
        if (isNew)
        {
            // A store has one from its beginning, which the user interface asks for.
            NewFolder.Write(folder, "0", draft => export.WriteMeta(draft, "0", "Default", new Uri(Path.Combine(Path.GetFullPath(folder), "0")).AbsoluteUri));
        }

        string name = new MlflowStore(folder).NameFor(study.State.Definition.Name, export.hash);
        NewFolder.Write(folder, export.experiment, draft => export.WriteExperiment(draft, name));
        return (Path.Combine(folder, export.experiment), name);
    }

    private void WriteExperiment(string folder, string name)
    {
        StudyDefinition definition = study.State.Definition;
        WriteMeta(folder, experiment, name, location);
        JsonObject objective = RecordWriter.Write(definition.Objective);
        WriteFiles(Path.Combine(folder, "tags"), new Dictionary<string, string>
        {
            [StudyTag] = definition.Name,
            [HashTag] = hash,
            ["hypersearch.seed"] = definition.Seed.ToString(CultureInfo.InvariantCulture),
            ["hypersearch.metric"] = definition.Objective.Metric,
            ["hypersearch.direction"] = objective["direction"]!.GetValue<string>(),
            ["hypersearch.at"] = objective["at"]!.GetValue<string>(),
        });
        IReadOnlyList<Confirmation> confirmed = Confirmation.Of(study.State);
        foreach (Trial trial in study.State.Trials)
        {
            WriteRun(folder, trial, confirmed.FirstOrDefault(c => c.Trial == trial));
        }
    }

    private void WriteMeta(string folder, string id, string name, string artifacts) => WriteYaml(Path.Combine(folder, MetaFile), new Dictionary<string, object?>
    {
        ["artifact_location"] = artifacts,
        ["creation_time"] = study.Started.At,
        ["experiment_id"] = id,
        ["last_update_time"] = study.Started.At,
        ["lifecycle_stage"] = "active",
        ["name"] = name,
    });

    private void WriteRun(string folder, Trial trial, Confirmation? confirmed)
    {
        WorkFacts facts = study.Of(trial);
        string id = Convert.ToHexStringLower(Digest(string.Create(CultureInfo.InvariantCulture, $"trial {trial.Number}")).AsSpan(0, 16));
        string run = Directory.CreateDirectory(Path.Combine(folder, id)).FullName, name = string.Create(CultureInfo.InvariantCulture, $"trial-{trial.Number:D4}");
        Directory.CreateDirectory(Path.Combine(run, "artifacts"));
        WriteYaml(Path.Combine(run, MetaFile), new Dictionary<string, object?>
        {
            ["artifact_uri"] = $"{location}/{id}/artifacts",
            ["end_time"] = facts.Ended,
            ["entry_point_name"] = "",
            ["experiment_id"] = experiment,
            ["lifecycle_stage"] = "active",
            ["run_id"] = id,
            ["run_name"] = name,
            ["run_uuid"] = id,
            ["source_name"] = "",
            ["source_type"] = 4, // local
            ["source_version"] = "",
            ["start_time"] = facts.Began ?? facts.Due,
            ["status"] = StatusOf(trial.Work),
            ["tags"] = Array.Empty<string>(),
            ["user_id"] = "hypersearch",
        });
        Space space = trial.Parameters.Space;
        WriteFiles(
            Path.Combine(run, "params"),
            Enumerable.Range(0, space.Dimensions.Count).Where(trial.Parameters.IsActive).ToDictionary(d => space.Dimensions[d].Path, d => Shortened(TextOf(trial.Parameters.ValueOf(d)), LongestParameter)));
        WriteFiles(Path.Combine(run, "metrics"), MetricsOf(facts, confirmed));
        WriteFiles(Path.Combine(run, "tags"), TagsOf(facts, trial, confirmed, name).ToDictionary(t => t.Key, t => Shortened(t.Value, LongestTag)));
    }

    /// <summary>The state of a run, by its number there: a pruned one was killed.</summary>
    private static int StatusOf(Work work) => work.Outcome switch
    {
        Outcome.Completed => 3,
        Outcome.Pruned => 5,
        Outcome.Diverged or Outcome.Failed => 4,
        _ => work.Attempt > 0 ? 1 : 2,
    };

    /// <summary>A line for each value: when, what, at which epoch.</summary>
    private Dictionary<string, string> MetricsOf(WorkFacts facts, Confirmation? confirmed)
    {
        var lines = new Dictionary<string, StringBuilder>();
        void Add(string metric, long at, double value, int step)
        {
            string text = double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
            (lines.TryGetValue(metric, out StringBuilder? all) ? all : lines[metric] = new StringBuilder()).Append(CultureInfo.InvariantCulture, $"{at} {text} {step}\n");
        }

        foreach (EpochReported epoch in facts.Epochs)
        {
            foreach ((string metric, double value) in epoch.Metrics)
            {
                Add(metric, epoch.At, value, epoch.Epoch);
            }
        }

        if (facts.Work.Value is { } result && !lines.ContainsKey(ObjectiveMetric))
        {
            Add(ObjectiveMetric, facts.Ended!.Value, result, facts.Work.CountedEpochs);
        }

        foreach (WorkFacts repeat in confirmed is null ? [] : study.Confirmations.Where(w => w.Work.Id.Trial == facts.Work.Id.Trial && w.Work.Value is not null))
        {
            Add(ConfirmedMetric, repeat.Ended!.Value, repeat.Work.Value!.Value, repeat.Work.Id.Repeat);
        }

        return lines.ToDictionary(l => l.Key, l => l.Value.ToString());
    }

    private IEnumerable<KeyValuePair<string, string>> TagsOf(WorkFacts facts, Trial trial, Confirmation? confirmed, string name)
    {
        (string Key, string? Text)[] tags =
        [
            ("mlflow.runName", name),
            ("mlflow.user", "hypersearch"),
            ("mlflow.source.type", "LOCAL"),
            (StudyTag, study.State.Definition.Name),
            (HashTag, hash),
            ("hypersearch.trial", trial.Number.ToString(CultureInfo.InvariantCulture)),
            ("hypersearch.round", trial.Round.ToString(CultureInfo.InvariantCulture)),
            ("hypersearch.outcome", trial.Work.Outcome?.ToString().ToLowerInvariant()),
            ("hypersearch.why", facts.Why),
            ("hypersearch.diagnosis", trial.Work.Diagnosis?.Verdict),
            ("hypersearch.evidence", trial.Work.Diagnosis?.Evidence),
            ("hypersearch.verdict", confirmed?.Verdict),
        ];
        return tags.Where(t => !string.IsNullOrEmpty(t.Text)).Select(t => KeyValuePair.Create(t.Key, t.Text!));
    }

    private static string TextOf(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null";

    private static string Shortened(string text, int longest) => text.Length <= longest ? text : text[..longest];

    /// <summary>Writes a file for each name; a name that MLflow, or a folder, would not take is written with other characters, or fewer.</summary>
    private static void WriteFiles(string folder, Dictionary<string, string> texts)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, string text) in texts)
        {
            string safe = new([.. name.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ' ' ? c : '_')]);
            safe = safe.Trim('.', ' ').Length == 0 ? safe.Replace('.', '_').Replace(' ', '_') + "_" : safe;
            while (File.Exists(Path.Combine(folder, safe)))
            {
                safe += "_";
            }

            File.WriteAllText(Path.Combine(folder, safe), text);
        }
    }

    /// <summary>A map of names to texts, numbers, nothing or empty lists, as YAML.</summary>
    private static void WriteYaml(string file, Dictionary<string, object?> members) => File.WriteAllText(file, string.Concat(members.Select(m => m.Value switch
    {
        null => $"{m.Key}: null\n",
        string text => $"{m.Key}: '{text.Replace("'", "''", StringComparison.Ordinal)}'\n",
        string[] => $"{m.Key}: []\n",
        var number => string.Create(CultureInfo.InvariantCulture, $"{m.Key}: {number}\n"),
    })));

    private byte[] Digest(string what) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{study.State.Definition.Name} {study.Started.At} {study.Started.Definition.GetRawText()} {what}")));
}
