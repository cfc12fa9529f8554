using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Optuna;

/// <summary>Replays a journal file of Optuna's by the rules of its own reader: what came too late, or names what is not there, is passed over.</summary>
internal sealed class OptunaJournal
{
    private readonly List<OptunaStudy?> studies = [];
    private readonly List<OptunaTrial> trials = [];

    /// <summary>The studies that a journal holds. A last line without its end is being written, and not read.</summary>
    /// <exception cref="ExchangeException">A line is not what Optuna writes.</exception>
    public static IReadOnlyList<OptunaStudy> Read(string text, string file)
    {
        var journal = new OptunaJournal();
        int number = 0;
        for (int begin = 0, end; (end = text.IndexOf('\n', begin)) >= 0; begin = end + 1)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text[begin..end]))
            {
                journal.Apply(OptunaLine.Parse(file, number, text[begin..end]));
            }
        }

        return [.. journal.studies.OfType<OptunaStudy>()];
    }

    private void Apply(OptunaLine line)
    {
        switch (line.Operation)
        {
            case OptunaOperation.CreateStudy:
                CreateStudy(line);
                break;
            case OptunaOperation.DeleteStudy when StudyOf(line) is not null:
                studies[(int)line.Whole("study_id")] = null;
                break;
            case OptunaOperation.SetStudyUserAttribute when StudyOf(line) is { } study:
                Add(line.Members("user_attr"), study.UserAttributes);
                break;
            case OptunaOperation.CreateTrial when StudyOf(line) is { } study:
                study.Trials.Add(CreateTrial(line));
                break;
            case OptunaOperation.SetTrialParameter when TrialOf(line) is { } trial:
                trial.Parameters[line.Text("param_name")] = (line.Distribution(line["distribution"]), PythonJson.NumberOf(line["param_value_internal"]) ?? throw line.Wrong("param_value_internal", "a number"));
                break;
            case OptunaOperation.SetTrialState when TrialOf(line) is { } trial:
                SetState(line, trial);
                break;
            case OptunaOperation.SetIntermediateValue when TrialOf(line) is { } trial:
                trial.Intermediate[line.Whole("step")] = PythonJson.NumberOf(line["intermediate_value"]) ?? throw line.Wrong("intermediate_value", "a number");
                break;
            case OptunaOperation.SetTrialUserAttribute when TrialOf(line) is { } trial:
                Add(line.Members("user_attr"), trial.UserAttributes);
                break;
            case OptunaOperation.SetTrialSystemAttribute when TrialOf(line) is { } trial:
                Add(line.Members("system_attr"), trial.SystemAttributes);
                break;
        }
    }

    private void CreateStudy(OptunaLine line)
    {
        string name = line.Text("study_name");
        if (line["directions"] is not JsonArray)
        {
            throw line.Wrong("directions", "a list with a direction for each objective");
        }

        if (!studies.Any(s => s?.Name == name))
        {
            studies.Add(new OptunaStudy(name, [.. line.Numbers("directions").Select(d => (OptunaDirection)d)], line.Number));
        }
    }

    private OptunaTrial CreateTrial(OptunaLine line)
    {
        IReadOnlyList<double> values = line.Numbers("values");
        var trial = new OptunaTrial(line.Number)
        {
            State = line["state"] is null ? OptunaState.Running : StateOf(line),
            Values = values.Count > 0 ? values : line.Numbers("value"),
            Began = line.Time("datetime_start"),
            Ended = line.Time("datetime_complete"),
        };
        Dictionary<string, JsonObject> distributions = line.Members("distributions").ToDictionary(d => d.Key, d => line.Distribution(d.Value));
        foreach ((string name, JsonNode? value) in line.Members("params"))
        {
            trial.Parameters[name] = distributions.TryGetValue(name, out JsonObject? distribution) && PythonJson.NumberOf(value) is { } number ? (distribution, number)
                : throw line.Wrong("params", "a number for each parameter, and its distribution in \"distributions\",");
        }

        foreach ((string step, JsonNode? value) in line.Members("intermediate_values"))
        {
            trial.Intermediate[line.Step(step)] = PythonJson.NumberOf(value) ?? throw line.Wrong("intermediate_values", "a number by each step");
        }

        Add(line.Members("user_attrs"), trial.UserAttributes);
        Add(line.Members("system_attrs"), trial.SystemAttributes);
        trials.Add(trial);
        return trial;
    }

    private static void SetState(OptunaLine line, OptunaTrial trial)
    {
        OptunaState state = StateOf(line);
        if (state == trial.State && state == OptunaState.Running)
        {
            return;
        }

        trial.Began = state == OptunaState.Running ? line.Time("datetime_start") : trial.Began;
        trial.Ended = state is OptunaState.Running or OptunaState.Waiting ? trial.Ended : line.Time("datetime_complete");
        trial.State = state;
        trial.Values = line["values"] is null ? trial.Values : line.Numbers("values");
    }

    private static OptunaState StateOf(OptunaLine line) => line.Whole("state") is >= 0 and <= (long)OptunaState.Waiting and var state ? (OptunaState)state
        : throw line.Wrong("state", "0 (running), 1 (complete), 2 (pruned), 3 (failed) or 4 (waiting)");

    private static void Add(IEnumerable<KeyValuePair<string, JsonNode?>> members, JsonObject attributes)
    {
        foreach ((string key, JsonNode? value) in members)
        {
            attributes[key] = value?.DeepClone();
        }
    }

    private OptunaStudy? StudyOf(OptunaLine line) => line.Whole("study_id") is >= 0 and var id && id < studies.Count ? studies[(int)id] : null;

    /// <summary>The trial of a line, if it is there and has not ended.</summary>
    private OptunaTrial? TrialOf(OptunaLine line) =>
        line.Whole("trial_id") is >= 0 and var id && id < trials.Count && trials[(int)id].State is OptunaState.Running or OptunaState.Waiting ? trials[(int)id] : null;
}
