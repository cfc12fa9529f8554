using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Studies;

/// <summary>A trial as others take it up: a complete trainer section, and what is known of its worth.</summary>
public static class BestExport
{
    /// <summary>The winner: the confirmed trial, or else the best as observed; null while no trial has completed.</summary>
    public static JsonObject? Winner(StudyState state) => WinnerOf(state) is { } trial ? Of(state, trial, Confirmation.Of(state), HashOf(state)) : null;

    /// <summary>The trial that has won; null while none has completed.</summary>
    internal static Trial? WinnerOf(StudyState state) => Confirmation.Of(state) is [var confirmed, ..] ? confirmed.Trial : state.Best;

    /// <summary>The <paramref name="count"/> best trials as observed; those that were confirmed say so.</summary>
    public static IEnumerable<JsonObject> Top(StudyState state, int count)
    {
        IReadOnlyList<Confirmation> confirmed = Confirmation.Of(state);
        string hash = HashOf(state);
        return state.Ranking().Where(t => t.Work.Outcome == Outcome.Completed).Take(count).Select(t => Of(state, t, confirmed, hash));
    }

    /// <summary>The hash that the study finished with, which <c>verify</c> proves; of one that is not finished, what it is now.</summary>
    private static string HashOf(StudyState state) => state.FinishedHash ?? StudyHash.Of(state);

    private static JsonObject Of(StudyState state, Trial trial, IReadOnlyList<Confirmation> confirmed, string hash)
    {
        var json = new JsonObject
        {
            ["study"] = state.Definition.Name,
            ["hash"] = hash,
            ["seed"] = state.Definition.Seed,
            ["trial"] = trial.Number,
            ["objective"] = RecordWriter.Write(state.Definition.Objective),
            ["value"] = trial.Work.Value,
            ["parameters"] = trial.Parameters.ToJson(),
        };
        if (trial.Work.Diagnosis is { } diagnosis)
        {
            json["diagnosis"] = new JsonObject { ["verdict"] = diagnosis.Verdict, ["evidence"] = diagnosis.Evidence };
        }

        if (confirmed.FirstOrDefault(c => c.Trial == trial) is { } repeats)
        {
            json["confirmed"] = JsonSerializer.SerializeToNode(ConfirmedTrial.Of(repeats), StatusJson.Default.ConfirmedTrial);
        }

        json["trainer"] = trial.Parameters.ApplyTo(state.Definition.Trainer);
        return json;
    }
}
