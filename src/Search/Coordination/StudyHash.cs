using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Coordination;

/// <summary>
/// The hash of a study: SHA-256 over every deterministic fact, in trial order. Two runs of one study agree on it, or one of them is wrong.
/// Of an unfinished study it covers the longest prefix of trials that are over. No times, workers or attempts are in it, nor the study's name, its
/// number of trials, its confirmation settings, what could stop it (that it stopped, and why, is), the folders of earlier studies (their trials are), or where its data lie (their fingerprint is).
/// </summary>
public static class StudyHash
{
    /// <summary>The hash, as 64 hexadecimal digits.</summary>
    public static string Of(StudyState state)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new ArrayBufferWriter<byte>();
        Add(DefinitionOf(state));
        foreach (KnownTrial carried in state.Carried)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"known before: {carried.Parameters} {carried.Outcome} with {carried.Loss:R}"));
        }

        int nextRound = 1;
        foreach (Trial trial in state.Trials.TakeWhile(t => t.Work.IsOver))
        {
            if (nextRound < state.Rounds.Count && state.Rounds[nextRound].FirstTrial == trial.Number)
            {
                Round round = state.Rounds[nextRound++];
                foreach (RangeMove move in round.Moves)
                {
                    Add(string.Create(CultureInfo.InvariantCulture, $"round {round.Number}: {state.Definition.Space.Dimensions[move.Dimension].Path} {move.Range.Min:R}..{move.Range.Max:R} {move.Why}"));
                }
            }

            Add(string.Create(CultureInfo.InvariantCulture, $"trial {trial.Number} of round {trial.Round}: {trial.Parameters} start {trial.Start} cost {trial.Cost} epochs {trial.Work.Epochs}"));
            AddResult(trial.Work);
        }

        if (state.Stopped is { } stopped && state.AreTrialsOver)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"no trial {stopped.Trial}: {stopped.Why}"));
        }

        Work[] confirmations = [.. state.Confirmations()];
        if (confirmations.All(w => w.IsOver))
        {
            Array.ForEach(confirmations, AddResult);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void AddResult(Work work) => Add(string.Create(CultureInfo.InvariantCulture, $"{work.Id}: {work.Outcome} after {work.CountedEpochs}, value {work.Value:R}, epochs {work.Digest:x16}"));

        void Add(string fact)
        {
            text.ResetWrittenCount();
            Encoding.UTF8.GetBytes(fact, text);
            text.Write("\n"u8);
            hash.AppendData(text.WrittenSpan);
        }
    }

    private static string DefinitionOf(StudyState state)
    {
        JsonObject json = StudyFile.Write(state.Definition);
        json.Remove("name");
        foreach (string key in (string[])["trials", "confirm", "target", "stop", "history"])
        {
            json["search"]!.AsObject().Remove(key);
        }

        DataPlaces.Remove(json["trainer"]);
        return json.ToJsonString();
    }
}
