using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Exchange.TensorBoard;

/// <summary>What the HPARAMS page of TensorBoard reads: the searched space and the metrics, and of each trial its values and how it ended. The numbers of the fields are those of the plug-in's <c>api.proto</c> and <c>plugin_data.proto</c>.</summary>
internal static class HParams
{
    /// <summary>The tag of the space.</summary>
    public const string ExperimentTag = "_hparams_/experiment";

    /// <summary>The tag of a trial's values.</summary>
    public const string StartTag = "_hparams_/session_start_info";

    /// <summary>The tag of a trial's end.</summary>
    public const string EndTag = "_hparams_/session_end_info";

    private const int Experiment = 2, SessionStart = 3, SessionEnd = 4; // HParamsPluginData
    private const int TypeText = 1, TypeTruth = 2, TypeNumber = 3; // DataType
    private const int Success = 1, Failure = 2; // Status
    private const int Validation = 2; // DatasetType

    /// <summary>The space and the metrics.</summary>
    /// <param name="study">The study.</param>
    /// <param name="begun">When it began, in milliseconds since 1970.</param>
    /// <param name="metrics">The tags that are metrics, each with its description.</param>
    public static ProtoMessage SpaceOf(StudyDefinition study, long begun, IEnumerable<(string Tag, string Description)> metrics)
    {
        ProtoMessage experiment = new ProtoMessage().Add(6, study.Name).Add(3, begun / 1000.0);
        foreach (Dimension dimension in study.Space.Dimensions)
        {
            experiment.Add(4, Info(dimension));
        }

        foreach ((string tag, string description) in metrics)
        {
            experiment.Add(5, new ProtoMessage().Add(1, new ProtoMessage().Add(2, tag)).Add(4, description).Add(5, Validation));
        }

        return Metadata(Experiment, experiment);
    }

    /// <summary>A trial's values.</summary>
    public static ProtoMessage StartOf(Trial trial, long begun)
    {
        var start = new ProtoMessage();
        Space space = trial.Parameters.Space;
        foreach (int d in Enumerable.Range(0, space.Dimensions.Count).Where(trial.Parameters.IsActive))
        {
            // An entry of a map is a message of key and value.
            start.Add(1, new ProtoMessage().Add(1, space.Dimensions[d].Path).Add(2, Value(space.Dimensions[d], trial.Parameters.ValueOf(d))));
        }

        start.Add(4, trial.Number.ToString(CultureInfo.InvariantCulture)).Add(5, begun / 1000.0);
        return Metadata(SessionStart, start);
    }

    /// <summary>How a trial ended.</summary>
    public static ProtoMessage EndOf(Outcome outcome, long ended)
    {
        int status = outcome is Outcome.Completed or Outcome.Pruned ? Success : Failure;
        return Metadata(SessionEnd, new ProtoMessage().Add(1, status).Add(2, ended / 1000.0));
    }

    private static ProtoMessage Info(Dimension dimension)
    {
        ProtoMessage info = new ProtoMessage().Add(1, dimension.Path).Add(3, Description(dimension)).Add(4, TypeOf(dimension));
        if (dimension is NumericDimension numeric)
        {
            SearchRange widest = numeric.Limits ?? numeric.Range;
            return info.Add(6, new ProtoMessage().Add(1, widest.Min).Add(2, widest.Max));
        }

        var list = new ProtoMessage();
        foreach (JsonElement choice in ((ChoiceDimension)dimension).Choices)
        {
            list.Add(1, Value(dimension, JsonNode.Parse(choice.GetRawText())));
        }

        return info.Add(5, list);
    }

    private static string Description(Dimension dimension)
    {
        string scale = dimension is NumericDimension { Scale: not Scale.Linear } numeric ? numeric.Scale == Scale.Log ? "log scale" : "log scale of the distance to 1" : "";
        IEnumerable<string> conditions = dimension.When.Select(c => $"where {c.Path} is {string.Join(" or ", c.Values.Select(v => v.ToString()))}");
        return string.Join(", ", conditions.Prepend(scale).Where(t => t.Length > 0));
    }

    /// <summary>What all choices are; texts, their JSON, where they are not all of one kind that the page knows.</summary>
    private static int TypeOf(Dimension dimension) => dimension is not ChoiceDimension choice || choice.Choices.All(c => c.ValueKind == JsonValueKind.Number) ? TypeNumber
        : choice.Choices.All(c => c.ValueKind is JsonValueKind.True or JsonValueKind.False) ? TypeTruth
        : TypeText;

    /// <summary>A value as <c>google.protobuf.Value</c> has it.</summary>
    private static ProtoMessage Value(Dimension dimension, JsonNode? value) => TypeOf(dimension) switch
    {
        TypeNumber => new ProtoMessage().Add(2, JsonSerializer.SerializeToElement(value).GetDouble()),
        TypeTruth => new ProtoMessage().Add(4, value!.GetValue<bool>() ? 1L : 0),
        _ => new ProtoMessage().Add(3, value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null"),
    };

    private static ProtoMessage Metadata(int kind, ProtoMessage data)
    {
        // HParamsPluginData with its version, in the PluginData of a SummaryMetadata.
        ProtoMessage content = new ProtoMessage().Add(1, 0L).Add(kind, data);
        return new ProtoMessage().Add(1, new ProtoMessage().Add(1, "hparams").Add(2, content));
    }
}
