using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Studies;

/// <summary>All trials as a table.</summary>
public static class TrialTable
{
    /// <summary>
    /// RFC 4180 CSV with a header: number, round, outcome, value, epochs, the trainer's diagnosis with its evidence, and a column for every dimension, empty where it is inactive. A
    /// trial that is not over has the outcome <c>running</c> or <c>waiting</c>. Texts are as they are; other choices are JSON.
    /// </summary>
    public static string ToCsv(StudyState state)
    {
        var csv = new CsvText();
        csv.AddLine(["trial", "round", "outcome", "value", "epochs", "diagnosis", "evidence", .. state.Definition.Space.Dimensions.Select(d => d.Path)]);
        foreach (Trial trial in state.Trials)
        {
            Work work = trial.Work;
            csv.AddLine(
            [
                CsvText.Cell(trial.Number),
                CsvText.Cell(trial.Round),
                work.Outcome?.ToString().ToLowerInvariant() ?? (work.Worker is null ? "waiting" : "running"),
                CsvText.Cell(work.Value),
                CsvText.Cell(work.IsOver ? work.CountedEpochs : work.Values.Count),
                work.Diagnosis?.Verdict ?? "",
                work.Diagnosis?.Evidence ?? "",
                .. Enumerable.Range(0, state.Definition.Space.Dimensions.Count).Select(d => trial.Parameters.IsActive(d) ? Cell(trial.Parameters.ValueOf(d)) : ""),
            ]);
        }

        return csv.ToString();
    }

    private static string Cell(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? s) ? s : value?.ToJsonString() ?? "null";
}
